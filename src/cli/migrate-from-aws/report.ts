import type { FormerPool } from '../../domain/moving/former-pool.ts'
import { tableOf } from '../command/table.ts'
import { type LostFactors, lostFactorsText, noLostFactors } from './factors.ts'
import { type LeftBehind, NEVER_READABLE } from './left-behind.ts'

/** What was moved so far, over all runs of a move. */
export interface MoveTally {
  clients: number
  groups: number
  users: number
  memberships: number
  /** Groups, users and memberships that were there already. */
  kept: number
  /** The `sub` of users whose names are somebody else's here; the first hundred. */
  refused: string[]
  statuses: Record<string, number>
  /** Of users who were moved by now; all zero in a pool without MFA. */
  secondFactors: LostFactors
}

export const emptyTally = (): MoveTally => ({
  clients: 0,
  groups: 0,
  users: 0,
  memberships: 0,
  kept: 0,
  refused: [],
  statuses: {},
  secondFactors: noLostFactors(),
})

export type MoveMode = 'plan' | 'dry run' | 'move'

/** Where the old pool was read. */
export interface ReadAt {
  readonly region: string
  /** Null: at AWS. */
  readonly endpoint: string | null
  /** Who named the endpoint. */
  readonly named: 'option' | 'environment' | null
}

export interface MoveReport {
  readonly userPoolId: string
  readonly poolName: string
  readonly mode: MoveMode
  readonly readAt: ReadAt
  /** As the old pool estimates it. */
  readonly estimatedUsers: number | undefined
  readonly tally: MoveTally
  /** Through which client passwords are tried at the old pool, without its secret; null: through none. */
  readonly link: Pick<FormerPool, 'clientId' | 'flow'> | null
  readonly leftBehind: readonly LeftBehind[]
}

export function reportJson(report: MoveReport): string {
  return `${JSON.stringify({ ...report, neverReadable: NEVER_READABLE }, undefined, 2)}\n`
}

export function reportText(report: MoveReport): string {
  const { userPoolId, poolName, mode, leftBehind } = report
  return [
    `${TITLES[mode]} ${userPoolId} (${poolName})\n`,
    readAtText(report.readAt),
    mode === 'plan' ? `  about ${report.estimatedUsers ?? '?'} users\n` : tallyText(report.tally),
    `\nPasswords\n${linkText(report)}`,
    leftBehind.length > 0 ? `\nOf this pool stays behind, or changes\n${listed(leftBehind)}` : '',
    lostFactorsText(report.tally.secondFactors),
    `\nOf no pool can be read\n${listed(NEVER_READABLE)}`,
  ].join('')
}

const TITLES: Readonly<Record<MoveMode, string>> = {
  plan: 'Plan for moving',
  'dry run': 'Nothing was changed. This would come along of',
  move: 'Moved',
}

function readAtText({ region, endpoint, named }: ReadAt): string {
  if (endpoint === null) return `  read at AWS, region ${region}\n`
  const by = named === 'option' ? '--endpoint-url' : 'the environment or the AWS configuration'
  return `  read at ${endpoint}, which ${by} names, region ${region}\n`
}

function tallyText(tally: MoveTally): string {
  const { clients, groups, users, memberships, kept, refused } = tally
  const statuses = Object.entries(tally.statuses).map(([status, count]) => [`    ${status}`, `${count}`])
  const rows = [
    ['  clients', `${clients}`],
    ['  groups', `${groups}`],
    ['  users', `${users}`],
    ...statuses,
    ['  memberships', `${memberships}`],
    ['  there already', `${kept}`],
  ]
  const clash = `  Users whose names belong to others here: ${refused.join(', ')}\n`
  return tableOf(rows) + (refused.length > 0 ? clash : '')
}

function linkText({ link }: MoveReport): string {
  if (link === null) {
    return (
      '  No client of the old pool has ALLOW_USER_PASSWORD_AUTH or ALLOW_ADMIN_USER_PASSWORD_AUTH: no password can\n' +
      '  come along. Give one client such a flow and run this again with --resume, or let users reset their passwords.\n'
    )
  }
  const credentials =
    link.flow === 'ADMIN_USER_PASSWORD_AUTH' ? ', for which the server needs AWS credentials' : ''
  return `  are tried once at the old pool, through client ${link.clientId} by ${link.flow}${credentials}\n`
}

function listed(entries: readonly LeftBehind[]): string {
  return entries
    .map(({ what, found, so }) => {
      const names = Array.isArray(found) ? `: ${found.join(', ')}` : found === undefined ? '' : `: ${found}`
      return `  - ${what}${names}\n    ${so}\n`
    })
    .join('')
}
