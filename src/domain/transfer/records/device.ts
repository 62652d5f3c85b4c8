import { entriesOf, toPage } from '../../../kernel/pages.ts'
import type { Stores } from '../../stores.ts'
import type { UserKey } from '../../users/user.ts'
import { ownerMissing } from './import-clash.ts'
import { toVerifier, toVerifierText, type VerifierText } from './password-text.ts'
import { DATES, type Dates, PAGE, type RecordKind } from './record-kind.ts'

export interface DeviceRecord extends Dates {
  readonly type: 'device'
  readonly userPoolId: string
  readonly sub: string
  readonly deviceKey: string
  readonly deviceGroupKey: string
  readonly deviceName?: string | undefined
  readonly verifier: VerifierText
  readonly remembered: boolean
  readonly lastIpAddress: string
  readonly authenticatedAt: number
}

/** Comes after its user. */
export const deviceRecords: RecordKind<DeviceRecord> = {
  members: {
    userPoolId: 'text',
    sub: 'text',
    deviceKey: 'text',
    deviceGroupKey: 'text',
    deviceName: 'text?',
    verifier: 'object',
    remembered: 'flag',
    lastIpAddress: 'text',
    authenticatedAt: 'number',
    ...DATES,
  },

  named,

  async store(stores, record) {
    const { type: _, verifier, ...device } = record
    if (!(await stores.users.find(record.userPoolId, record.sub))) throw ownerMissing(named(record))
    return (await stores.devices.insert({ ...device, verifier: toVerifier(verifier) })) ? 'made' : 'kept'
  },
}

/** The devices of one user. */
export async function* devicesOf(
  stores: Pick<Stores, 'devices'>,
  owner: UserKey,
): AsyncGenerator<DeviceRecord> {
  const devices = entriesOf(async (after: string | undefined) => {
    const page = { owner, limit: PAGE, after }
    return toPage(await stores.devices.listWithVerifiers(page), PAGE, ({ deviceKey }) => deviceKey)
  })
  for await (const { verifier, ...device } of devices) {
    yield { type: 'device', ...device, verifier: toVerifierText(verifier) }
  }
}

function named({ deviceKey, userPoolId }: DeviceRecord): string {
  return `device ${deviceKey} of user pool ${userPoolId}`
}
