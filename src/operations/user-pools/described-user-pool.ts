import type { UserPoolType } from '../../contract/generated/types.ts'
import { type CamelMembers, toWireMembers } from '../../contract/member-case.ts'
import type { UserPoolDomain } from '../../domain/domains/user-pool-domain.ts'
import type { PoolSchema } from '../../domain/schema/attribute-definition.ts'
import { effectiveAcrConfiguration } from '../../domain/user-pools/settings/acr-configuration.ts'
import { shownSmsConfiguration } from '../../domain/user-pools/settings/sms-configuration.ts'
import { type UserPool, userPoolArn } from '../../domain/user-pools/user-pool.ts'
import { toSchemaAttribute } from '../attribute-requests.ts'

interface Description {
  readonly account: string
  /** The pool's own, or that of the replica that is described. */
  readonly region: string
  readonly schema: PoolSchema
  readonly users: number
  /** Absent: the answer has no member for tags. */
  readonly tags: UserPoolType['UserPoolTags']
  readonly domains: readonly UserPoolDomain[]
}

/** A pool in the words of the API. Creation and description differ in the schema's order and the tags. */
export function describedUserPool(pool: UserPool, description: Description): UserPoolType {
  const { settings } = pool
  const { account, region } = description
  // AWS: where the owner named an ACR level the name of each is shown, else none.
  const acrConfiguration = settings.acrConfiguration && effectiveAcrConfiguration(settings.acrConfiguration)
  const smsConfiguration = shownSmsConfiguration(settings.smsConfiguration, pool.region)
  const shown = { ...settings, acrConfiguration, smsConfiguration } as CamelMembers<UserPoolType>
  return {
    ...toWireMembers<UserPoolType>('UserPoolType', shown),
    Id: pool.id,
    Name: pool.name,
    Arn: userPoolArn({ region, account }, pool.id),
    CreationDate: pool.createdAt,
    LastModifiedDate: pool.modifiedAt,
    SchemaAttributes: description.schema.map(toSchemaAttribute),
    EstimatedNumberOfUsers: description.users,
    UserPoolTags: description.tags,
    Domain: description.domains.find(({ custom }) => custom === undefined)?.domain,
    CustomDomain: description.domains.find(({ custom }) => custom !== undefined)?.domain,
  }
}
