declare global {
  namespace App {
    interface Platform {
      /** The API in this same Worker: a function call, no network hop. */
      api(request: Request): Promise<Response>;
    }
  }
}

export {};
