import { ConfigError } from '../../config/config-error.ts'
import { type MoveRefusal, MoveRefused } from '../../domain/moving/move-refused.ts'
import type { Instant } from '../../kernel/clock.ts'

/** A ConfigError that explains why the domain refused a step of a move; any other error as it is. */
export function explainedRefusal(error: unknown): unknown {
  return error instanceof MoveRefused ? new ConfigError([sentenceOf(error.userPoolId, error.refusal)]) : error
}

/** The client of `--client-id` does not allow trying passwords, or the former pool has no such client. */
export const unfitClient = (clientId: string) =>
  new ConfigError([
    `the former pool has no client ${clientId} with ALLOW_USER_PASSWORD_AUTH or ALLOW_ADMIN_USER_PASSWORD_AUTH`,
  ])

function sentenceOf(id: string, refusal: MoveRefusal): string {
  switch (refusal.why) {
    case 'noPool':
      return `there is no user pool ${id}`
    case 'notMoved':
      return `user pool ${id} was not moved here from a former pool`
    case 'hereAlready':
      return `user pool ${id} is here already, and was not moved here from a former pool`
    case 'begun':
      return `a move of user pool ${id} was begun before: --resume continues it or, if it was complete, adds what is new`
    case 'notFinished':
      return `the move of user pool ${id} is not finished: there is nothing to undo or to forget before --finish`
    case 'finished':
      return (
        `the move of user pool ${id} was finished on ${day(refusal.finishedAt)}: take that back with --undo-finish ` +
        'before --resume, or forget its link with --forget'
      )
    case 'forgotten':
      return (
        `the move of user pool ${id} was finished on ${day(refusal.finishedAt)} and its link forgotten on ` +
        `${day(refusal.forgottenAt)}: nothing is left to continue`
      )
    case 'clientTaken':
      return `another user pool here has a client ${refusal.clientId}`
    case 'domainTaken':
      return `another user pool here has the domain ${refusal.domain}: delete that, or delete it in the former pool`
  }
}

const day = (at: Instant) => new Date(at).toISOString().slice(0, 10)
