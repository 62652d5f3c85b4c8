import { createInterface } from 'node:readline/promises'
import { ConfigError } from '../../config/config-error.ts'

export interface Asking {
  /** What will happen, as sentences. */
  readonly facts: string
  /** Begins with a verb, and is asked as `<question>? [y/N]`. */
  readonly question: string
  /** `--yes`: do not ask. */
  readonly yes: boolean
}

/** The terminal to ask on. */
interface Terminal {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean }
  readonly output: NodeJS.WritableStream
}

const OWN_TERMINAL: Terminal = { input: process.stdin, output: process.stderr }

/** Resolves after a yes. @throws ConfigError otherwise, with the facts if there is no terminal */
export async function confirm(
  { facts, question, yes }: Asking,
  { input, output }: Terminal = OWN_TERMINAL,
): Promise<void> {
  if (yes) return
  if (!input.isTTY)
    throw new ConfigError([facts, `nothing was changed: add --yes to ${lowerFirst(question)}`])
  const terminal = createInterface({ input, output })
  try {
    const answer = await terminal.question(`${facts}\n${question}? [y/N] `)
    if (!['y', 'yes'].includes(answer.trim().toLowerCase())) throw new ConfigError(['nothing was changed'])
  } finally {
    terminal.close()
  }
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)
