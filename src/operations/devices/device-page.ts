import type { OperationName } from '../../contract/generated/types.ts'
import type { Device } from '../../domain/devices/device.ts'
import type { Stores } from '../../domain/stores.ts'
import type { UserKey } from '../../domain/users/user.ts'
import { type Page, pageOf } from '../page.ts'
import type { PageTokens } from '../page-tokens.ts'

export interface DeviceQuery {
  readonly operation: OperationName
  readonly owner: UserKey
  readonly onlyRemembered: boolean
  readonly limit: number | undefined
  readonly token: string | undefined
}

/** @throws InvalidParameterException for a token of another list */
export function devicePage(
  { stores, pageTokens }: { readonly stores: Pick<Stores, 'devices'>; readonly pageTokens: PageTokens },
  { operation, owner, onlyRemembered, limit, token }: DeviceQuery,
): Promise<Page<Device>> {
  return pageOf({
    tokens: pageTokens,
    query: [operation, owner.userPoolId, owner.sub],
    token,
    limit,
    read: (limit, after?: string) => stores.devices.list({ owner, onlyRemembered, limit, after }),
    keyOf: ({ deviceKey }) => deviceKey,
  })
}
