import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from '../../local/build.ts';

/** Files by path, and what stands in them. */
export type PlantedFiles = Readonly<Record<string, string>>;

export interface Verdict {
  readonly ok: boolean;
  readonly output: string;
}

/** Runs one of the house's tools, with the house's configuration, over a small tree that stands nowhere else. */
export async function judge(
  [tool, ...args]: readonly [string, ...string[]],
  files: PlantedFiles,
  configuration: readonly string[],
): Promise<Verdict> {
  const folder = await mkdtemp(join(tmpdir(), 'maitred-planted-'));
  try {
    for (const name of configuration) await cp(join(root, name), join(folder, name));
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    return await new Promise<Verdict>((done) => {
      execFile(join(root, 'node_modules', '.bin', tool), args, { cwd: folder }, (error, stdout, stderr) => {
        done({ ok: error === null, output: stdout + stderr });
      });
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
