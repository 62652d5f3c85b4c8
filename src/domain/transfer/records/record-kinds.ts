import { type ClientRecord, clientRecords } from './client.ts'
import { type DeviceRecord, deviceRecords } from './device.ts'
import { type DomainRecord, domainRecords } from './domain.ts'
import { type GroupRecord, groupRecords } from './group.ts'
import { type MembershipRecord, membershipRecords } from './membership.ts'
import { type PasskeyRecord, passkeyRecords } from './passkey.ts'
import type { RecordKind } from './record-kind.ts'
import { type ResourceServerRecord, resourceServerRecords } from './resource-server.ts'
import { type SigningKeyRecord, signingKeyRecords } from './signing-key.ts'
import { type UserRecord, userRecords } from './user.ts'
import { type UserPoolRecord, userPoolRecords } from './user-pool.ts'

/** The lines between header and end. */
export type MovedRecord =
  | UserPoolRecord
  | SigningKeyRecord
  | ClientRecord
  | DomainRecord
  | GroupRecord
  | ResourceServerRecord
  | UserRecord
  | MembershipRecord
  | PasskeyRecord
  | DeviceRecord

type Kinds = { readonly [Type in MovedRecord['type']]: RecordKind<Extract<MovedRecord, { type: Type }>> }

export const RECORD_KINDS: Kinds = {
  'user-pool': userPoolRecords,
  'signing-key': signingKeyRecords,
  client: clientRecords,
  'resource-server': resourceServerRecords,
  domain: domainRecords,
  group: groupRecords,
  user: userRecords,
  membership: membershipRecords,
  passkey: passkeyRecords,
  device: deviceRecords,
}

export function kindOf(record: MovedRecord): RecordKind<MovedRecord> {
  return RECORD_KINDS[record.type] as RecordKind<MovedRecord>
}
