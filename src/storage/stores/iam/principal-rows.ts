import type { Policy } from '../../../domain/iam/policy.ts'
import type { AttachedPolicy, Principal, Session } from '../../../domain/iam/principal.ts'
import type { PrincipalReference } from '../../../domain/iam/principal-store.ts'

export interface PrincipalRow {
  account_id: string
  kind: 'user' | 'role'
  name: string
  principal_id: string
  path: string
  tags: string
  policies: string
  boundary: string | null
}

export const PRINCIPAL_COLUMNS = 'account_id, kind, name, principal_id, path, tags, policies, boundary'

interface PolicyText {
  name: string
  document: string
}

/** Compiles the text of a policy. */
type PolicyOf = (document: string) => Policy

/** What names a principal in the tables; root has no name. */
export function keyOf(reference: PrincipalReference): [accountId: string, kind: string, foldedName: string] {
  const name = reference.kind === 'root' ? '' : reference.name.toLowerCase()
  return [reference.accountId, reference.kind, name]
}

export function toPrincipal(row: PrincipalRow, policyOf: PolicyOf): Principal {
  const boundary: PolicyText | null = row.boundary === null ? null : JSON.parse(row.boundary)
  return {
    kind: row.kind,
    accountId: row.account_id,
    name: row.name,
    principalId: row.principal_id,
    path: row.path,
    tags: JSON.parse(row.tags),
    policies: toPolicies(JSON.parse(row.policies), policyOf),
    ...(boundary && { boundary: toPolicy(boundary, policyOf) }),
  }
}

export function policiesText(policies: readonly AttachedPolicy[]): string {
  return JSON.stringify(policies.map(policyText))
}

export function policyText({ name, policy }: AttachedPolicy): PolicyText {
  return { name, document: policy.document }
}

export function sessionText(session: Session): string {
  return JSON.stringify({ ...session, policies: session.policies?.map(policyText) })
}

export function toSession(text: string, policyOf: PolicyOf): Session {
  const { policies, ...session } = JSON.parse(text) as Omit<Session, 'policies'> & { policies?: PolicyText[] }
  return { ...session, ...(policies && { policies: toPolicies(policies, policyOf) }) }
}

function toPolicies(policies: readonly PolicyText[], policyOf: PolicyOf): AttachedPolicy[] {
  return policies.map((policy) => toPolicy(policy, policyOf))
}

function toPolicy({ name, document }: PolicyText, policyOf: PolicyOf): AttachedPolicy {
  return { name, policy: policyOf(document) }
}
