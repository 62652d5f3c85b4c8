import type { Clock } from '../../kernel/clock.ts'
import type { MoveTally } from './report.ts'

interface Terminal {
  readonly isTTY?: boolean
  write(text: string): unknown
}

/** Milliseconds between two lines where they can't replace each other. */
const OFTEN = 10_000

/** A line of what was moved so far: on a terminal always the same one, in a log a new one now and then. */
export function progressLine(to: Terminal, estimatedUsers: number | undefined, clock: Clock) {
  let told = clock()
  let length = 0

  return {
    progress({ clients, groups, users, memberships }: MoveTally): void {
      const of = estimatedUsers ? ` of about ${estimatedUsers}` : ''
      const line = `${clients} clients, ${groups} groups, ${users} users${of}, ${memberships} memberships`
      if (to.isTTY) {
        to.write(`\r${line.padEnd(length)}`)
        length = line.length
      } else if (clock() - told >= OFTEN) {
        to.write(`${line}\n`)
        told = clock()
      }
    },
    end(): void {
      if (length > 0) to.write('\n')
    },
  }
}
