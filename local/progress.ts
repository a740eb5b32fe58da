/** One line on the terminal that moves on; elsewhere (a log, a pipe) nothing but the last word. */
const barWidth = 24;
const redrawEveryMs = 80;

export interface Progress {
  /** `done` of `total`; the note says what is going on. */
  show(done: number, total: number, note?: string): void;
  /** Replaces the bar by a last line. */
  end(line: string): void;
}

/** Draws on stderr, so that what is printed can be piped on. */
export function startProgress(label: string, stream: NodeJS.WriteStream = process.stderr): Progress {
  let drawnAt = 0;
  const draw = (text: string): void => {
    const columns = stream.columns || 100;
    stream.write(`\r\x1b[2K${text.slice(0, columns - 1)}`);
  };
  return {
    show(done, total, note = '') {
      const now = performance.now();
      if (!stream.isTTY || (now - drawnAt < redrawEveryMs && done < total)) return;
      drawnAt = now;
      draw(`${label} ${barOf(done, total)} ${note}`);
    },
    end(line) {
      if (stream.isTTY) draw('');
      stream.write(`${line}\n`);
    },
  };
}

/** `████████░░░░  62 %` */
function barOf(done: number, total: number): string {
  const share = total <= 0 ? 1 : Math.min(1, Math.max(0, done / total));
  const filled = Math.round(share * barWidth);
  return `${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)} ${String(Math.floor(share * 100)).padStart(3)} %`;
}
