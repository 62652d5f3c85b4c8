import { invalidParameter, ServiceError } from '../../contract/service-error.ts'
import type { UserPoolTier } from '../user-pools/settings/user-pool-settings.ts'

// Deviation: the service's own messages are not known (docs/deviations.md, "replicas").

/** The feature that LITE does not have. */
export const REPLICATION_FEATURE = 'Multi-Region Replication'

export const replicationUnavailable = (tier: UserPoolTier) =>
  new ServiceError(
    'FeatureUnavailableInTierException',
    `The following feature is not available for the ${tier} pricing tier configured: ${REPLICATION_FEATURE}`,
  )

export const multiRegionKeyNeeded = () =>
  invalidParameter('A user pool with replicas needs a customer managed multi-Region KMS key.')

export const updatedIssuerNeeded = () =>
  invalidParameter('A user pool with replicas needs IssuerConfiguration.Type UPDATED.')

export const invalidReplicaRegion = (region: string) =>
  invalidParameter(`${region} can not be the region of a replica of this user pool.`)

export const tooManyReplicas = () =>
  new ServiceError('LimitExceededException', 'A user pool can not have more than one replica.')

export const replicaNotFound = (userPoolId: string, region: string) =>
  new ServiceError('ResourceNotFoundException', `User pool ${userPoolId} has no replica in ${region}.`)

export const replicaActive = (region: string) =>
  invalidParameter(`The replica in ${region} is ACTIVE. Only a replica that is INACTIVE can be deleted.`)

export const replicaHasDomain = (region: string) =>
  invalidParameter(`The replica in ${region} has a domain configured that should be deleted first.`)

export const notEnabledInReplica = (operation: string) =>
  new ServiceError(
    'OperationNotEnabledException',
    `${operation} is not enabled in this region of the user pool.`,
  )
