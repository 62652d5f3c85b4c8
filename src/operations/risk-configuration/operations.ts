import { DescribeRiskConfiguration } from './describe-risk-configuration.ts'
import { SetRiskConfiguration } from './set-risk-configuration.ts'

export const riskConfigurationOperations = {
  DescribeRiskConfiguration,
  SetRiskConfiguration,
}
