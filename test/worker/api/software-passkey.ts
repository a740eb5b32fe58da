/** A passkey in software: ES256, attestation "none". It signs as a phone does; nothing of it is a stand-in. */
import { base64url } from 'jose';

/** What a test can make wrong about an answer. */
export interface Slips {
  readonly origin?: string;
  readonly type?: string;
  /** Finger, face or PIN; a key that was merely touched is one factor. */
  readonly userVerified?: boolean;
  readonly counter?: number;
}

interface Options {
  readonly challenge: string;
  readonly rpId?: string;
  readonly rp?: { readonly id?: string };
}

const present = 0x01;
const verified = 0x04;
const attested = 0x40;

export class SoftwarePasskey {
  readonly id: string;
  readonly #keys: CryptoKeyPair;
  /** Rises with every answer, as on a security key; set to 0 and `counts` false for one that does not count. */
  counter = 0;
  counts = true;

  private constructor(id: string, keys: CryptoKeyPair) {
    this.id = id;
    this.#keys = keys;
  }

  static async make(): Promise<SoftwarePasskey> {
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
    const keys = (await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as CryptoKeyPair;
    return new SoftwarePasskey(base64url.encode(crypto.getRandomValues(new Uint8Array(32))), keys);
  }

  /** What `navigator.credentials.create` answers. */
  async register(options: Options, origin: string, slips: Slips = {}): Promise<Record<string, unknown>> {
    const id = base64url.decode(this.id);
    const length = new Uint8Array([id.length >> 8, id.length & 0xff]);
    const head = await this.#authenticatorData(options.rp?.id ?? '', attested, slips);
    const authData = join(head, new Uint8Array(16), length, id, await this.#coseKey());
    const attestation = join(
      new Uint8Array([0xa3]),
      ...[text('fmt'), text('none'), text('attStmt'), new Uint8Array([0xa0]), text('authData'), bytes(authData)],
    );
    return {
      ...this.#shell(),
      response: {
        clientDataJSON: clientData('webauthn.create', options.challenge, origin, slips),
        attestationObject: base64url.encode(attestation),
        transports: ['internal', 'hybrid'],
      },
    };
  }

  /** What `navigator.credentials.get` answers. */
  async answer(options: Options, origin: string, slips: Slips = {}): Promise<Record<string, unknown>> {
    if (this.counts) this.counter += 1;
    const authenticatorData = await this.#authenticatorData(options.rpId ?? '', 0, slips);
    const clientDataJSON = clientData('webauthn.get', options.challenge, origin, slips);
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', base64url.decode(clientDataJSON)));
    const signature = await crypto.subtle.sign(
      { name: 'ECDSA', hash: 'SHA-256' },
      this.#keys.privateKey,
      join(authenticatorData, hash),
    );
    return {
      ...this.#shell(),
      response: {
        clientDataJSON,
        authenticatorData: base64url.encode(authenticatorData),
        signature: base64url.encode(derOf(new Uint8Array(signature))),
      },
    };
  }

  #shell() {
    return { id: this.id, rawId: this.id, type: 'public-key', clientExtensionResults: {} };
  }

  async #authenticatorData(rpId: string, flags: number, slips: Slips): Promise<Uint8Array<ArrayBuffer>> {
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(rpId)));
    const seen = present | (slips.userVerified === false ? 0 : verified) | flags;
    const counter = new DataView(new ArrayBuffer(4));
    counter.setUint32(0, slips.counter ?? this.counter);
    return join(hash, new Uint8Array([seen]), new Uint8Array(counter.buffer));
  }

  /** `{1: 2, 3: -7, -1: 1, -2: x, -3: y}` in CBOR. */
  async #coseKey(): Promise<Uint8Array<ArrayBuffer>> {
    const raw = new Uint8Array((await crypto.subtle.exportKey('raw', this.#keys.publicKey)) as ArrayBuffer);
    const [x, y] = [raw.slice(1, 33), raw.slice(33, 65)];
    const head = new Uint8Array([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01]);
    return join(head, new Uint8Array([0x21]), bytes(x), new Uint8Array([0x22]), bytes(y));
  }
}

function clientData(type: string, challenge: string, origin: string, slips: Slips): string {
  const said = { type: slips.type ?? type, challenge, origin: slips.origin ?? origin, crossOrigin: false };
  return base64url.encode(JSON.stringify(said));
}

function join(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** A short text in CBOR. */
function text(value: string): Uint8Array {
  return join(new Uint8Array([0x60 + value.length]), new TextEncoder().encode(value));
}

/** Up to 255 bytes in CBOR. */
function bytes(value: Uint8Array): Uint8Array {
  return join(new Uint8Array([0x58, value.length]), value);
}

/** WebCrypto signs r and s side by side, authenticators in ASN.1. */
function derOf(signature: Uint8Array): Uint8Array<ArrayBuffer> {
  const integer = (part: Uint8Array): Uint8Array => {
    const first = part.findIndex((byte) => byte !== 0);
    const trimmed = part.slice(first);
    const value = (trimmed[0] ?? 0) >= 0x80 ? join(new Uint8Array([0]), trimmed) : trimmed;
    return join(new Uint8Array([0x02, value.length]), value);
  };
  const body = join(integer(signature.slice(0, 32)), integer(signature.slice(32)));
  return join(new Uint8Array([0x30, body.length]), body);
}
