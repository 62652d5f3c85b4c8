import { type Principal, principalArn } from '../../domain/iam/principal.ts'
import type { AccessKeyListing, PrincipalReference } from '../../domain/iam/principal-store.ts'
import type { Storage } from '../../domain/stores.ts'
import type { Instant } from '../../kernel/clock.ts'
import { entriesOf } from '../../kernel/pages.ts'
import { tableOf } from '../command/table.ts'
import { findPrincipal, type Named } from './principal.ts'

const PAGE = 100

/** Every user and role of the account with its access keys, one per line, without secrets. */
export async function listCredentials({ stores }: Storage, accountId: string, now: Instant): Promise<string> {
  const rows: string[][] = []
  const principals = entriesOf(async (after: PrincipalReference | undefined) => {
    const { principals: entries, next } = await stores.principals.list(accountId, PAGE, after)
    return { entries, next }
  })
  for await (const principal of principals) {
    if (principal.kind === 'root') continue
    const keys = await stores.principals.listAccessKeys(principal)
    const shown = keys.filter((key) => !isOver(key, now)).map((key) => `${key.id} (${statusOf(key, now)})`)
    rows.push([principal.kind, principal.name, shown.join(', ') || 'no access key'])
  }
  if (rows.length === 0) return 'There are no users and roles yet; root alone has an access key.\n'
  return tableOf([['KIND', 'NAME', 'ACCESS KEYS'], ...rows])
}

/** Everything about a user or role except the secrets. */
export async function showCredentials({ stores }: Storage, named: Named, now: Instant): Promise<string> {
  const principal = await findPrincipal(stores, named)
  const keys = await stores.principals.listAccessKeys(named)
  const tags = Object.entries(principal.tags).map(([key, value]) => `${key}=${value}`)
  return [
    tableOf([
      ['arn', principalArn(principal)],
      ['id', principal.principalId],
      ['tags', tags.join(' ') || 'none'],
      ...keys.map((key) => [`key`, `${key.id}  ${statusOf(key, now)}  created ${iso(key.createdAt)}`]),
    ]),
    ...policiesOf(principal).map(([title, document]) => `\n${title}\n${indented(document)}\n`),
  ].join('')
}

function policiesOf(principal: Principal): [title: string, document: string][] {
  if (principal.kind === 'root') return []
  const { policies, boundary } = principal
  return [
    ...policies.map(({ name, policy }): [string, string] => [`policy "${name}"`, policy.document]),
    ...(boundary ? [[`boundary "${boundary.name}"`, boundary.policy.document] as [string, string]] : []),
  ]
}

function indented(document: string): string {
  return JSON.stringify(JSON.parse(document), null, 2)
}

function isOver({ expiresAt }: AccessKeyListing, now: Instant): boolean {
  return expiresAt !== undefined && expiresAt <= now
}

function statusOf(key: AccessKeyListing, now: Instant): string {
  const status = key.status.toLowerCase()
  if (key.expiresAt === undefined) return status
  return isOver(key, now) ? `expired ${iso(key.expiresAt)}` : `${status} until ${iso(key.expiresAt)}`
}

function iso(instant: Instant): string {
  return new Date(instant).toISOString().replace(/\.\d{3}Z$/, 'Z')
}
