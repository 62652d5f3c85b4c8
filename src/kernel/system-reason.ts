/** What went wrong, for people, with the system's code: `connection refused (ECONNREFUSED)`. */
export function systemReason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  const reason = REASONS[code ?? '']
  return reason === undefined ? message : `${reason} (${code})`
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EAI_AGAIN: 'the name of the host cannot be looked up at the moment',
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'the connection broke',
  EEXIST: 'there is a file of that name',
  EHOSTUNREACH: 'the host cannot be reached',
  EISDIR: 'it is a folder',
  ENETUNREACH: 'the network cannot be reached',
  ENOENT: 'there is no such file or folder',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of the path is no folder',
  ENOTFOUND: 'there is no such host',
  EPERM: 'not permitted',
  EROFS: 'the file system is read-only',
  ETIMEDOUT: 'no answer',
}
