import type { Home } from '../arns/arn-rules.ts'
import type { UserPoolClient } from '../clients/user-pool-client.ts'
import type { Stores } from '../stores.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import { assertRiskConfiguration } from './assert-risk-configuration.ts'
import type { RiskConfiguration } from './risk-configuration.ts'

/**
 * Replaces the configuration of a pool, or that of one client. AWS: without any of its three parts it is reset, and that
 * of the pool applies to the client again.
 * @returns undefined after a reset
 * @throws InvalidParameterException, NotAuthorizedException for the SES identity of another account
 */
export async function configureRisk(
  stores: Pick<Stores, 'riskConfigurations'>,
  { pool, client }: { readonly pool: UserPool; readonly client?: UserPoolClient | undefined },
  configuration: RiskConfiguration,
  home: Home,
): Promise<RiskConfiguration | undefined> {
  if (isEmpty(configuration)) {
    await stores.riskConfigurations.delete(pool.id, client?.id)
    return undefined
  }
  assertRiskConfiguration(configuration, home)
  await stores.riskConfigurations.save(pool.id, client?.id, configuration)
  return configuration
}

function isEmpty(configuration: RiskConfiguration): boolean {
  const { modifiedAt: _, ...parts } = configuration
  return Object.values(parts).every((part) => part === undefined)
}
