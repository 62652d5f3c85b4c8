import { userPoolIdIn } from '../domain/iam/resource-arn.ts'
import type { Stores } from '../domain/stores.ts'
import { setBounded } from '../kernel/set-bounded.ts'
import type { AuditedCall } from './audit-record.ts'

const MOST_KEPT = 1000

/** The call with the pool that it is about, and in the region of that pool where no signature names another. */
export type PlaceCall = (stores: Pick<Stores, 'poolClients'>, call: AuditedCall) => Promise<AuditedCall>

/** A public call names its pool by a client, which never moves to another: each client is looked up once. */
export function callPlacer(): PlaceCall {
  const poolsOfClients = new Map<string, { readonly id: string; readonly region: string }>()

  async function poolOfClient(stores: Pick<Stores, 'poolClients'>, clientId: string) {
    const known = poolsOfClients.get(clientId)
    if (known) return known
    const found = await stores.poolClients.find(clientId)
    if (!found) return undefined
    const { id, region } = found.pool
    setBounded(poolsOfClients, MOST_KEPT, clientId, { id, region })
    return { id, region }
  }

  return async (stores, call) => {
    if (call.userPoolId !== undefined) return call
    const { ClientId } = call.input as { readonly ClientId?: unknown }
    const pool = typeof ClientId === 'string' ? await poolOfClient(stores, ClientId) : undefined
    if (!pool) return call
    return { ...call, userPoolId: pool.id, region: call.signatory ? call.region : pool.region }
  }
}

/** The pool that an input names by its id or ARN. */
export function namedUserPool(input: unknown): string | undefined {
  const { UserPoolId, ResourceArn } = input as { readonly UserPoolId?: string; readonly ResourceArn?: string }
  return UserPoolId ?? (ResourceArn === undefined ? undefined : userPoolIdIn(ResourceArn))
}
