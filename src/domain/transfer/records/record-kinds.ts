import { type BrandingRecord, brandingRecords } from './branding.ts'
import { type ClientRecord, clientRecords } from './client.ts'
import { type DeviceRecord, deviceRecords } from './device.ts'
import { type DomainRecord, domainRecords } from './domain.ts'
import { type GroupRecord, groupRecords } from './group.ts'
import {
  type IdentityProviderRecord,
  identityProviderRecords,
  type SamlSigningKeyRecord,
  samlSigningKeyRecords,
} from './identity-provider.ts'
import { type MembershipRecord, membershipRecords } from './membership.ts'
import { type PasskeyRecord, passkeyRecords } from './passkey.ts'
import type { RecordKind } from './record-kind.ts'
import { type ResourceServerRecord, resourceServerRecords } from './resource-server.ts'
import { type SigningKeyRecord, signingKeyRecords } from './signing-key.ts'
import { type TermsRecord, termsRecords } from './terms.ts'
import { type UiCustomizationRecord, uiCustomizationRecords } from './ui-customization.ts'
import { type UserRecord, userRecords } from './user.ts'
import { type UserIdentityRecord, userIdentityRecords } from './user-identity.ts'
import { type UserPoolRecord, userPoolRecords } from './user-pool.ts'

/** The lines between header and end. */
export type MovedRecord =
  | UserPoolRecord
  | SigningKeyRecord
  | SamlSigningKeyRecord
  | ClientRecord
  | DomainRecord
  | BrandingRecord
  | GroupRecord
  | ResourceServerRecord
  | IdentityProviderRecord
  | TermsRecord
  | UiCustomizationRecord
  | UserRecord
  | MembershipRecord
  | PasskeyRecord
  | UserIdentityRecord
  | DeviceRecord

type Kinds = { readonly [Type in MovedRecord['type']]: RecordKind<Extract<MovedRecord, { type: Type }>> }

export const RECORD_KINDS: Kinds = {
  'user-pool': userPoolRecords,
  'signing-key': signingKeyRecords,
  'saml-signing-key': samlSigningKeyRecords,
  client: clientRecords,
  'resource-server': resourceServerRecords,
  domain: domainRecords,
  'ui-customization': uiCustomizationRecords,
  branding: brandingRecords,
  terms: termsRecords,
  group: groupRecords,
  'identity-provider': identityProviderRecords,
  user: userRecords,
  membership: membershipRecords,
  passkey: passkeyRecords,
  'user-identity': userIdentityRecords,
  device: deviceRecords,
}

export function kindOf(record: MovedRecord): RecordKind<MovedRecord> {
  return RECORD_KINDS[record.type] as RecordKind<MovedRecord>
}
