/**
 * Sends this process SIGTERM when standard input ends: a pipe does with the process that holds its other end, however
 * that comes to its end.
 */
export function stopWithStdin(): void {
  const stop = () => process.kill(process.pid, 'SIGTERM')
  process.stdin.once('end', stop).once('error', stop).resume()
  // A server that fails to start ends although standard input is open; one that is a file has nothing to let go of.
  const { stdin }: { readonly stdin: { unref?: () => unknown } } = process
  stdin.unref?.()
}

/**
 * Calls `stop` at the first SIGTERM or SIGINT. At the second, `force`: a second signal means not to wait.
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
