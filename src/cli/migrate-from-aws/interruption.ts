/**
 * Ctrl-C may come at any time: each page is stored with the position behind it. So the process ends at once, and tells how
 * the move goes on. Returns what takes the handlers away.
 */
export function tellOfResume(
  isBegun: () => boolean,
  stderr: NodeJS.WritableStream = process.stderr,
): () => void {
  const end = (signal: NodeJS.Signals) => {
    const told = isBegun()
      ? 'what was moved is kept, and the same command with --resume goes on from there'
      : 'nothing was moved yet'
    stderr.write(`\npoolhouse: interrupted: ${told}\n`)
    process.exit(signal === 'SIGINT' ? 130 : 143) // as a shell tells of a process that a signal ended
  }
  process.on('SIGINT', end).on('SIGTERM', end)
  return () => void process.off('SIGINT', end).off('SIGTERM', end)
}
