import type { Device, DeviceWithVerifier } from '../../../domain/devices/device.ts'
import type { DevicePage, DeviceStore } from '../../../domain/devices/device-store.ts'
import type { UserKey } from '../../../domain/users/user.ts'
import type { Queries, SqlValue } from '../../driver/database.ts'
import type { Vault } from '../../vault.ts'
import { toVerifier, verifierText } from './verifier-text.ts'

interface DeviceRow {
  user_pool_id: string
  sub: string
  device_key: string
  device_group_key: string
  name: string | null
  remembered: number
  last_ip_address: string
  created_at: number
  modified_at: number
  authenticated_at: number
}

interface SealedDeviceRow extends DeviceRow {
  sealed_verifier: Uint8Array
}

const COLUMNS = `user_pool_id, sub, device_key, device_group_key, name, remembered, last_ip_address, created_at,
  modified_at, authenticated_at`
const OF_USER = 'user_pool_id = $1 and sub = $2'
const ONE = `${OF_USER} and device_key = $3`

export function deviceStore(queries: Queries, vault: Vault): DeviceStore {
  const verifiers = vault.forColumn('devices', 'sealed_verifier')

  async function find({ userPoolId, sub }: UserKey, deviceKey: string, lock: string) {
    const sql = `select ${COLUMNS} from devices where ${ONE}${lock}`
    const row = await queries.first<DeviceRow>(sql, userPoolId, sub, deviceKey)
    return row && toDevice(row)
  }

  async function list<Row extends DeviceRow>(
    columns: string,
    { owner, onlyRemembered, limit, after = '' }: DevicePage,
  ): Promise<Row[]> {
    const remembered = onlyRemembered ? ' and remembered = 1' : ''
    return queries.all<Row>(
      `select ${columns} from devices where ${OF_USER} and device_key > $3${remembered}
       order by device_key limit $4`,
      owner.userPoolId,
      owner.sub,
      after,
      limit,
    )
  }

  function withVerifier(row: SealedDeviceRow): DeviceWithVerifier {
    const { user_pool_id: pool, sub, device_key: deviceKey } = row
    const text = verifiers.open(row.sealed_verifier, pool, sub, deviceKey)
    return { ...toDevice(row), verifier: toVerifier(JSON.parse(text)) }
  }

  async function changesOne(sql: string, ...values: readonly SqlValue[]): Promise<boolean> {
    return (await queries.run(sql, ...values)) === 1
  }

  return {
    async insert({ verifier, ...device }) {
      const { userPoolId, sub, deviceKey } = device
      return changesOne(
        `insert into devices (${COLUMNS}, sealed_verifier) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         on conflict do nothing`,
        ...valuesOf(device),
        verifiers.seal(JSON.stringify(verifierText(verifier)), userPoolId, sub, deviceKey),
      )
    },

    find: (owner, deviceKey) => find(owner, deviceKey, ''),
    lock: (owner, deviceKey) => find(owner, deviceKey, queries.forUpdate),

    async findWithVerifier({ userPoolId, sub }, deviceKey) {
      const sql = `select ${COLUMNS}, sealed_verifier from devices where ${ONE}`
      const row = await queries.first<SealedDeviceRow>(sql, userPoolId, sub, deviceKey)
      return row && withVerifier(row)
    },

    list: async (page) => (await list<DeviceRow>(COLUMNS, page)).map(toDevice),

    async listWithVerifiers(page) {
      const all = { ...page, onlyRemembered: false }
      return (await list<SealedDeviceRow>(`${COLUMNS}, sealed_verifier`, all)).map(withVerifier)
    },

    setRemembered: ({ userPoolId, sub }, deviceKey, remembered, now) =>
      changesOne(
        `update devices set remembered = $4, modified_at = $5 where ${ONE}`,
        userPoolId,
        sub,
        deviceKey,
        remembered ? 1 : 0,
        now,
      ),

    noteSignIn: ({ userPoolId, sub }, deviceKey, ipAddress, now) =>
      changesOne(
        `update devices set last_ip_address = $4, authenticated_at = $5 where ${ONE}`,
        userPoolId,
        sub,
        deviceKey,
        ipAddress,
        now,
      ),

    delete: ({ userPoolId, sub }, deviceKey) =>
      changesOne(`delete from devices where ${ONE}`, userPoolId, sub, deviceKey),

    deleteBeyond: ({ userPoolId, sub }, most) =>
      queries.run(
        `delete from devices where ${OF_USER} and device_key in (
           select device_key from devices where ${OF_USER}
           order by authenticated_at desc, device_key desc limit $3 offset $4)`,
        userPoolId,
        sub,
        MOST_DELETED,
        most,
      ),
  }
}

/** At a time: SQLite takes no offset without a limit. */
const MOST_DELETED = 1000

/** In the order of {@link COLUMNS}. */
function valuesOf(device: Device): SqlValue[] {
  return [
    device.userPoolId,
    device.sub,
    device.deviceKey,
    device.deviceGroupKey,
    device.deviceName ?? null,
    device.remembered ? 1 : 0,
    device.lastIpAddress,
    device.createdAt,
    device.modifiedAt,
    device.authenticatedAt,
  ]
}

function toDevice(row: DeviceRow): Device {
  return {
    userPoolId: row.user_pool_id,
    sub: row.sub,
    deviceKey: row.device_key,
    deviceGroupKey: row.device_group_key,
    deviceName: row.name ?? undefined,
    remembered: row.remembered === 1,
    lastIpAddress: row.last_ip_address,
    createdAt: row.created_at,
    modifiedAt: row.modified_at,
    authenticatedAt: row.authenticated_at,
  }
}
