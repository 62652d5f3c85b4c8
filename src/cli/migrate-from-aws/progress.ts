import type { MoveTally } from '../../domain/moving/move-position.ts'
import type { Clock } from '../../kernel/clock.ts'

interface Terminal {
  readonly isTTY?: boolean
  write(text: string): unknown
}

/** Milliseconds between two lines of a log. */
const OFTEN = 10_000

/** Prints how much was moved so far. A terminal shows one line that changes; a log gets a new line every so often. */
export function progressLine(to: Terminal, estimatedUsers: number | undefined, clock: Clock) {
  let printedAt = clock()
  let length = 0

  return {
    progress({ clients, groups, users, memberships }: MoveTally): void {
      const of = estimatedUsers ? ` of about ${estimatedUsers}` : ''
      const line = `${clients} clients, ${groups} groups, ${users} users${of}, ${memberships} memberships`
      if (to.isTTY) {
        to.write(`\r${line.padEnd(length)}`)
        length = line.length
      } else if (clock() - printedAt >= OFTEN) {
        to.write(`${line}\n`)
        printedAt = clock()
      }
    },
    end(): void {
      if (length > 0) to.write('\n')
    },
  }
}
