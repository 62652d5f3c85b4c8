import type { Instant } from '../../kernel/clock.ts'
import type { MovePosition } from './move-position.ts'

/** Why a step of a move can't be taken. */
export type MoveRefusal =
  | { readonly why: 'noPool' | 'notMoved' | 'hereAlready' | 'begun' | 'notFinished' }
  | { readonly why: 'finished'; readonly finishedAt: Instant }
  | { readonly why: 'forgotten'; readonly finishedAt: Instant; readonly forgottenAt: Instant }
  /** Another pool here has a client of this id. */
  | { readonly why: 'clientTaken'; readonly clientId: string }
  /** Another pool here has a domain of this name. */
  | { readonly why: 'domainTaken'; readonly domain: string }

/** A step of a move that can't be taken. The command says it in words, with the options that help. */
export class MoveRefused extends Error {
  override readonly name = 'MoveRefused'
  readonly userPoolId: string
  readonly refusal: MoveRefusal

  constructor(userPoolId: string, refusal: MoveRefusal) {
    super(`user pool ${userPoolId}: ${refusal.why}`)
    this.userPoolId = userPoolId
    this.refusal = refusal
  }
}

/** @throws MoveRefused where the move is finished, or finished and forgotten */
export function assertUnfinished(userPoolId: string, { finishedAt, forgottenAt }: MovePosition): void {
  if (finishedAt === undefined) return
  if (forgottenAt === undefined) throw new MoveRefused(userPoolId, { why: 'finished', finishedAt })
  throw new MoveRefused(userPoolId, { why: 'forgotten', finishedAt, forgottenAt })
}
