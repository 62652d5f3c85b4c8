// The AWS CLI, which takes more than a second to start, for many commands.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { type Ended, LONGEST_RUN, neutral, run } from './installed-client.ts'

const PROGRAM = fileURLToPath(new URL('../../../test/clients/aws-commands.py', import.meta.url))
/** Succeeds where Python has the AWS CLI, without loading it. */
const CHECK = ['-c', 'import importlib.util, sys; sys.exit(importlib.util.find_spec("awscli") is None)']

export interface AwsCommands {
  /** Runs `aws` with arguments; one command at a time. */
  run(args: readonly string[]): Promise<Ended>
  close(): Promise<void>
}

/**
 * Runs commands in processes that fork from one that has loaded the AWS CLI. Where no Python has it as a module, as that of
 * Amazon's installer, it starts the program for each command.
 */
export function openAwsCommands(environment: Readonly<Record<string, string>>): AwsCommands {
  const env = neutral(environment)
  const python = ['python3', '/usr/bin/python3'].find((name) => spawnSync(name, CHECK, { env }).status === 0)
  if (python === undefined) return { run: (args) => run('aws', args, environment), async close() {} }

  const child = spawn(python, [PROGRAM], {
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
    timeout: LONGEST_RUN,
    killSignal: 'SIGKILL',
  })
  child.stdin.on('error', () => {}) // it ended: then it answers nothing either
  const ended = once(child, 'exit')
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    async run(args) {
      child.stdin.write(`${JSON.stringify(args)}\n`)
      const { done, value } = await answers.next()
      if (done) throw new Error('The AWS CLI ended before the command did')
      return JSON.parse(value)
    },
    async close() {
      child.stdin.end()
      await ended
    },
  }
}
