import { findClient } from '../../domain/clients/find-client.ts'
import { assertThreatProtectionOn } from '../../domain/threat-protection/threat-protection-mode.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { toRiskConfigurationType } from './risk-configuration-shape.ts'

export const DescribeRiskConfiguration = operation('DescribeRiskConfiguration', {
  access: iam.onUserPool,

  async handle({ UserPoolId, ClientId }, { storage: { stores }, region }) {
    const pool = await findUserPool(stores, region, UserPoolId) // ResourceNotFoundException
    assertThreatProtectionOn(pool) // UserPoolAddOnNotEnabledException
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
