import { invalidParameter } from '../../contract/service-error.ts'
import { type Arn, parseArn } from './arn.ts'
import { ARN_RULES, type ArnMember, type ArnRule, type Home } from './arn-rules.ts'

/** Deviation: the service's own message is not known (docs/deviations.md, "ARNs"). */
const somethingElse = (text: string, { what }: ArnRule) =>
  invalidParameter(`${text} is not the ARN of ${what}.`)

/**
 * Checks a member's value against the table of ARN rules. An absent value is valid.
 * @throws InvalidParameterException if it names the wrong kind of resource, or the error that the table's row gives
 */
export function assertArn(member: ArnMember, text: string | undefined, home: Home): void {
  if (text !== undefined) arnOf(member, text, home)
}

/** Like {@link assertArn}, and returns the parsed ARN. */
export function arnOf(member: ArnMember, text: string, home: Home): Arn {
  const rule: ArnRule = ARN_RULES[member]
  const arn = parseArn(text)
  if (!arn || !isNamed(arn, rule)) throw somethingElse(text, rule)
  if (rule.regions && !rule.regions.allowed(home).includes(arn.region)) throw rule.regions.refusal(arn, home)
  if (rule.ownAccount && arn.account !== home.account) throw rule.ownAccount(arn, home)
  return arn
}

function isNamed({ partition, service, resource }: Arn, rule: ArnRule): boolean {
  if (rule.partition !== undefined && partition !== rule.partition) return false
  return service === rule.service && rule.resource.test(resource)
}
