/**
 * Calls `stop` at the first SIGTERM or SIGINT. At the second, `force`: whoever asks twice does not want to wait.
 * Returns a function that takes the handlers away.
 */
export function onStopSignals(stop: (signal: string) => void, force: () => void): () => void {
  let asked = false
  const listener = (signal: string) => {
    if (asked) return force()
    asked = true
    stop(signal)
  }
  process.on('SIGTERM', listener).on('SIGINT', listener)
  return () => void process.off('SIGTERM', listener).off('SIGINT', listener)
}
