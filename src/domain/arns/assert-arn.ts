import { invalidParameter } from '../../contract/service-error.ts'
import { type Arn, parseArn } from './arn.ts'
import { ARN_RULES, type ArnMember, type ArnRule, type Home } from './arn-rules.ts'

/** Deviation: the service's own sentence is not known (docs/deviations.md, "ARNs"). */
const somethingElse = (text: string, { what }: ArnRule) =>
  invalidParameter(`${text} is not the ARN of ${what}.`)

/**
 * Holds a member's value against the table of ARNs; one that is absent is fine.
 * @throws InvalidParameterException where it names something else than it should, or the error of the table's row
 */
export function assertArn(member: ArnMember, text: string | undefined, home: Home): void {
  if (text !== undefined) arnOf(member, text, home)
}

/** As {@link assertArn}, and returns the ARN in its parts. */
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
