import type { Terminal } from '../commands/command.ts';

/** Milliseconds before a bar is shown, and between two drawings of it. */
const PATIENCE = 1000;
const PAUSE = 100;
const CLEAR = '\r\u001B[2K';

export interface Progress {
  readonly tick: (done: number, total: number) => void;
  /** Takes the bar away; before anything else is written. */
  readonly clear: () => void;
}

/** A bar for work of more than a second, on a screen only: count, rate and time left. */
export function progressOn(terminal: Pick<Terminal, 'live' | 'now' | 'err' | 'columns'>): Progress {
  if (!terminal.live) return { tick: () => {}, clear: () => {} };
  const begun = terminal.now();
  let drawn: number | null = null;
  return {
    tick(done, total) {
      const now = terminal.now();
      const due = drawn === null ? begun + PATIENCE : drawn + PAUSE;
      if (now < due && !(drawn !== null && done === total)) return;
      drawn = now;
      terminal.err(CLEAR + barOf(done, total, (now - begun) / 1000, terminal.columns));
    },
    clear() {
      if (drawn !== null) terminal.err(CLEAR);
      drawn = null;
    },
  };
}

/** `[█████░░░░░] 500/1000 articles, 42 a second, 0:12 left`, without what the line is too short for. */
export function barOf(done: number, total: number, seconds: number, columns: number): string {
  const rate = done / seconds;
  const left = rate > 0 ? `, ${clock((total - done) / rate)} left` : '';
  const words = `${done}/${total} articles, ${rate.toFixed(rate < 10 ? 1 : 0)} a second${left}`;
  const wide = Math.min(30, columns - words.length - 4);
  if (wide < 5) return words.slice(0, Math.max(0, columns - 1));
  const full = Math.round((wide * done) / Math.max(1, total));
  return `[${'█'.repeat(full)}${'░'.repeat(wide - full)}] ${words}`;
}

/** 75 -> 1:15, 3675 -> 1:01:15. */
function clock(seconds: number): string {
  const whole = Math.ceil(seconds);
  const parts = [Math.floor(whole / 60) % 60, whole % 60].map(part => String(part).padStart(2, '0'));
  const hours = Math.floor(whole / 3600);
  return hours > 0 ? `${hours}:${parts.join(':')}` : parts.join(':').replace(/^0/, '');
}
