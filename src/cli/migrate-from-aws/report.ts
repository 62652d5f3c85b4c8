import type { FormerPool } from '../../domain/moving/former-pool.ts'
import type { MoveTally } from '../../domain/moving/move-position.ts'
import { tableOf } from '../command/table.ts'
import { type LeftBehind, NEVER_READABLE } from './left-behind.ts'
import { lostFactorsText } from './lost-factors-text.ts'

export type MoveMode = 'plan' | 'dry run' | 'move'

/** Where the former pool was read from. */
export interface ReadAt {
  readonly region: string
  /** Null for AWS. */
  readonly endpoint: string | null
  /** The option or variable that set the endpoint. */
  readonly named: 'option' | 'environment' | null
}

export interface MoveReport {
  readonly userPoolId: string
  readonly poolName: string
  readonly mode: MoveMode
  readonly readAt: ReadAt
  /** The former pool's estimate. */
  readonly estimatedUsers: number | undefined
  readonly tally: MoveTally
  /** The client through which passwords are tried in the former pool, without its secret; null if there is none. */
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
    leftBehind.length > 0 ? `\nStays behind or changes\n${listed(leftBehind)}` : '',
    lostFactorsText(report.tally.secondFactors),
    `\nCan't be read from any pool\n${listed(NEVER_READABLE)}`,
  ].join('')
}

const TITLES: Readonly<Record<MoveMode, string>> = {
  plan: 'Plan for moving',
  'dry run': 'Nothing was changed. A move would bring',
  move: 'Moved',
}

function readAtText({ region, endpoint, named }: ReadAt): string {
  if (endpoint === null) return `  read at AWS, region ${region}\n`
  const by = named === 'option' ? '--endpoint-url' : 'the environment or the AWS configuration'
  return `  read at ${endpoint}, set by ${by}, region ${region}\n`
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
    ['  existed already', `${kept}`],
  ]
  const clash = `  Users whose names belong to other users here: ${refused.join(', ')}\n`
  return tableOf(rows) + (refused.length > 0 ? clash : '')
}

function linkText({ link }: MoveReport): string {
  if (link === null) {
    return (
      '  No client of the former pool has ALLOW_USER_PASSWORD_AUTH or ALLOW_ADMIN_USER_PASSWORD_AUTH, so no password\n' +
      '  can be moved. Give one client such a flow and run this again with --resume, or let users reset their passwords.\n'
    )
  }
  const credentials = link.flow === 'ADMIN_USER_PASSWORD_AUTH' ? ', which needs AWS credentials' : ''
  return `  are tried once in the former pool, through client ${link.clientId} by ${link.flow}${credentials}\n`
}

function listed(entries: readonly LeftBehind[]): string {
  return entries
    .map(({ what, found, so }) => {
      const names = Array.isArray(found) ? `: ${found.join(', ')}` : found === undefined ? '' : `: ${found}`
      return `  - ${what}${names}\n    ${so}\n`
    })
    .join('')
}
