import { AsyncLocalStorage } from 'node:async_hooks'
import { Command, CommanderError } from 'commander'
import { COMMANDS } from '../../src/cli/commands.ts'

/** How a command ended; without a code if it was killed. */
export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

interface Output {
  stdout: string
  stderr: string
}

/** What the command that is running prints; what anything else prints is left alone. */
const printing = new AsyncLocalStorage<Output>()

let former: Promise<unknown> = Promise.resolve()

/**
 * Runs a command to its end in this process, as src/cli/main.ts does: to start a process takes longer than most commands.
 * For what is not about the process: signals, locks between processes, or servers.
 *
 * @param environment all environment variables that the command sees
 */
export function runHere(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Ended> {
  const ended = former.then(() => runAlone(args, environment)) // the environment belongs to the whole process
  former = ended.catch(() => {})
  return ended
}

async function runAlone(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<Ended> {
  const output = { stdout: '', stderr: '' }
  const [own, ownCode] = [process.env, process.exitCode]
  const errors = watchErrors()
  const terminals = [process.stdin, process.stdout, process.stderr].map(hideTerminal)
  const restore = [collect('stdout'), collect('stderr'), ...terminals, errors.end]
  process.env = { ...environment }
  process.exitCode = undefined
  try {
    const code = await Promise.race([printing.run(output, () => parse(args)), errors.first])
    return { code: code ?? Number(process.exitCode ?? 0), ...output }
  } finally {
    process.env = own
    process.exitCode = errors.seen() ? 1 : ownCode
    for (const end of restore) end()
  }
}

/**
 * Watches for errors that nothing catches, whether the command or what runs beside it throws them. The test runner only sets
 * the exit code then, which is taken for the command's; so the code must be kept when the command has ended.
 */
function watchErrors() {
  let seen = false
  let listener: (error: unknown) => void = () => {}
  const first = new Promise<never>((_, reject) => {
    listener = (error) => {
      seen = true
      reject(error)
    }
  })
  process.on('uncaughtException', listener)
  process.on('unhandledRejection', listener)
  return {
    /** Rejects with the first error. */
    first,
    seen: () => seen,
    end() {
      process.off('uncaughtException', listener)
      process.off('unhandledRejection', listener)
    },
  }
}

/** Lets a stream seem to be no terminal, as in a process that is started by a test. Returns how to undo that. */
function hideTerminal(stream: object): () => void {
  const own = Object.getOwnPropertyDescriptor(stream, 'isTTY')
  Object.defineProperty(stream, 'isTTY', { value: false, configurable: true })
  return () => {
    if (own) Object.defineProperty(stream, 'isTTY', own)
    else Reflect.deleteProperty(stream, 'isTTY')
  }
}

/** Returns the exit code if the command was not begun. */
async function parse(args: readonly string[]): Promise<number | undefined> {
  const program = new Command('poolhouse').exitOverride().showHelpAfterError('(add --help for help)')
  const add = await COMMANDS[args[0] ?? '']?.()
  add?.(program)
  try {
    await program.parseAsync(args, { from: 'user' })
    return undefined
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode
    throw error
  }
}

/** Returns how to print as before. */
function collect(name: keyof Output): () => void {
  const stream = process[name]
  const { write } = stream
  stream.write = ((...args: Parameters<typeof write>) => {
    const output = printing.getStore()
    if (output === undefined) return write.apply(stream, args)
    output[name] += typeof args[0] === 'string' ? args[0] : Buffer.from(args[0]).toString()
    const done = args.at(-1) as unknown
    if (typeof done === 'function') process.nextTick(done)
    return true
  }) as typeof write
  return () => {
    stream.write = write
  }
}
