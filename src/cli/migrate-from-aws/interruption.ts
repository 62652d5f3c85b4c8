/**
 * Ends the process at once on Ctrl-C, and prints how to resume the move: each page is stored together with the position
 * after it, so nothing is lost. Returns a function that removes the handlers.
 */
export function explainInterruption(
  isBegun: () => boolean,
  stderr: NodeJS.WritableStream = process.stderr,
): () => void {
  const end = (signal: NodeJS.Signals) => {
    const advice = isBegun()
      ? 'what was moved is kept; run the same command with --resume to continue'
      : 'nothing was moved yet'
    stderr.write(`\npoolhouse: interrupted: ${advice}\n`)
    process.exit(signal === 'SIGINT' ? 130 : 143) // 128 and the number of the signal, as shells report it
  }
  process.on('SIGINT', end).on('SIGTERM', end)
  return () => void process.off('SIGINT', end).off('SIGTERM', end)
}
