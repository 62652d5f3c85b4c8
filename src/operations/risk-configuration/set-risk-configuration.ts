import type { SetRiskConfigurationRequest } from '../../contract/generated/types.ts'
import { toCamelMembers } from '../../contract/member-case.ts'
import { lockClient } from '../../domain/clients/find-client.ts'
import { isAtReplica } from '../../domain/requests/home-region.ts'
import { configureRisk } from '../../domain/threat-protection/configure-risk.ts'
import { assertRegionalRiskChange } from '../../domain/threat-protection/regional-risk.ts'
import { requestedRisk } from '../../domain/threat-protection/risk-configuration.ts'
import { assertThreatProtectionOn } from '../../domain/threat-protection/threat-protection-mode.ts'
import { lockUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { toRiskConfigurationType } from './risk-configuration-shape.ts'

export const SetRiskConfiguration = operation('SetRiskConfiguration', {
  access: iam.onUserPool,
  auditsAnswer: true,
  raises: ['NotAuthorizedException'],
  neverRaises: { CodeDeliveryFailureException: 'no message is sent' },

  handle(input, context) {
    const { storage, region, account, now } = context
    const { UserPoolId, ClientId } = input
    const request = toCamelMembers<SetRiskConfigurationRequest>('SetRiskConfigurationRequest', input)
    const configuration = requestedRisk(request, now)
    return storage.transaction(async (stores) => {
      const pool = await lockUserPool(stores, region, UserPoolId) // ResourceNotFoundException
      assertThreatProtectionOn(pool) // UserPoolAddOnNotEnabledException
      // ResourceNotFoundException
      const client = ClientId === undefined ? undefined : await lockClient(stores, pool.id, ClientId)
      if (isAtReplica(context, pool)) {
        const before = await stores.riskConfigurations.find(pool.id, client?.id)
        assertRegionalRiskChange(before, configuration) // InvalidParameterException
      }
      const stored = await configureRisk(stores, { pool, client }, configuration, { region, account })
      const owner = { userPoolId: pool.id, clientId: client?.id }
      return { RiskConfiguration: toRiskConfigurationType(owner, stored) }
    })
  },
})
