import { findClient } from '../../domain/clients/find-client.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { ADD_ONS_NOT_NEEDED } from './add-ons-not-needed.ts'
import { toRiskConfigurationType } from './risk-configuration-shape.ts'

export const DescribeRiskConfiguration = operation('DescribeRiskConfiguration', {
  access: iam.onUserPool,
  neverRaises: ADD_ONS_NOT_NEEDED,

  async handle({ UserPoolId, ClientId }, { storage: { stores }, region }) {
    const pool = await findUserPool(stores, region, UserPoolId) // ResourceNotFoundException
    const userPoolId = pool.id
    if (ClientId !== undefined) {
      const { id: clientId } = await findClient(stores, userPoolId, ClientId) // ResourceNotFoundException
      const ofClient = await stores.riskConfigurations.find(userPoolId, clientId)
      if (ofClient) return { RiskConfiguration: toRiskConfigurationType({ userPoolId, clientId }, ofClient) }
    }
    // AWS: the pool's applies to each client that has none of its own.
    const ofPool = await stores.riskConfigurations.find(userPoolId)
    return { RiskConfiguration: toRiskConfigurationType({ userPoolId }, ofPool) }
  },
})
