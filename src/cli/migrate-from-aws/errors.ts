import { ConfigError } from '../../config/config-error.ts'
import type { Instant } from '../../kernel/clock.ts'
import type { MovePosition } from './position.ts'

export const notMoved = (id: string) =>
  new ConfigError([`user pool ${id} was not moved here from an old pool`])

export const hereAlready = (id: string) =>
  new ConfigError([`user pool ${id} is here already, and was not moved here from an old pool`])

export const begunAlready = (id: string) =>
  new ConfigError([`a move of user pool ${id} was begun: go on with --resume`])

/** Of a move that is over in either way. */
export function alreadyFinished(id: string, position: MovePosition): ConfigError {
  if (position.forgottenAt !== undefined) return forgotten(id, position)
  return new ConfigError([
    `the move of user pool ${id} was finished on ${day(position.finishedAt)}: take that back with --undo-finish ` +
      'before --resume, or forget its link with --forget',
  ])
}

export function forgotten(id: string, { finishedAt, forgottenAt }: MovePosition): ConfigError {
  return new ConfigError([
    `the move of user pool ${id} was finished on ${day(finishedAt)} and its link forgotten on ${day(forgottenAt)}: ` +
      'nothing is left to go on with',
  ])
}

const day = (at: Instant = 0) => new Date(at).toISOString().slice(0, 10)
