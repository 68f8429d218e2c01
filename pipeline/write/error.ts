/** What the codes of the operating system mean to whoever asked for a build. */
const REASONS: { readonly [code: string]: string } = {
  EACCES: 'permission is denied',
  EBUSY: 'it is in use, or a mount point, which can only be filled from within: choose a folder inside it',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file would be larger than the system allows',
  EIO: 'the device failed',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'the name is too long',
  ENFILE: 'too many files are open',
  ENOENT: 'it, or the folder it is in, has been removed meanwhile',
  ENOSPC: 'no space is left on the device',
  ENOTDIR: 'a part of the path is not a folder',
  EPERM: 'the operation is not permitted',
  EROFS: 'the file system is read-only',
  EXDEV: 'it is on another file system than the folder around it',
};

/**
 * The output folder could not be written; it is as it was before the build. `code` is the system's (`ENOSPC`) or one of
 * our own: `NOT_OURS`, `CLASH`, `LOCKED`.
 */
export class WriteError extends Error {
  override readonly name = 'WriteError';
  readonly code: string;
  readonly path: string;

  constructor(message: string, code: string, path: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.path = path;
  }
}

/** The system's error code, or '' where the value is no system error. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/**
 * Does it; a failure of the system becomes a {@link WriteError} that says what was being done, to what, and why it
 * failed.
 */
export function attempt<T>(doing: string, path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof WriteError || !(error instanceof Error && 'syscall' in error)) throw error;
    const code = errorCode(error);
    const reason = `${REASONS[code] ?? error.message} (${code})`;
    const message = `Cannot ${doing} \`${path}\`: ${reason}. The output folder is as it was.`;
    throw new WriteError(message, code, path, error);
  }
}
