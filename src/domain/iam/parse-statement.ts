import { matchesSomeAction, parseActionPattern } from './language/action-pattern.ts'
import { resourceMatcher } from './language/arn-pattern.ts'
import { MalformedPolicy } from './language/malformed-policy.ts'
import { asList, asObject, asString, assertKnownMembers, type Element } from './language/policy-json.ts'
import { parseConditions } from './parse-condition.ts'
import type { AuthorizationRequest, Effect, PolicyVersion, Statement } from './policy.ts'

const MEMBERS = new Set(['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'])

type Members = Readonly<Record<string, unknown>>

export function parseStatement({ value, path }: Element, index: number, version: PolicyVersion): Statement {
  const members = asObject(value, path)
  assertKnownMembers(members, MEMBERS, path)
  const effect = parseEffect(members.Effect, `${path}.Effect`)
  const covers = parseActions(members, path)
  const resource = parseResources(members, effect, version, path)
  const conditions =
    members.Condition === undefined
      ? []
      : parseConditions(members.Condition, effect, version, `${path}.Condition`)
  return {
    sid: parseSid(members.Sid, `${path}.Sid`),
    index,
    effect,
    conditions,
    keys: new Set([...resource.keys, ...conditions.flatMap((condition) => condition.keys)]),
    covers,
    applies: (request) =>
      covers(request.action) &&
      resource.matches(request) &&
      conditions.every((condition) => condition.holds(request.context)),
  }
}

function parseEffect(value: unknown, path: string): Effect {
  if (value !== 'Allow' && value !== 'Deny') throw new MalformedPolicy(path, 'must be "Allow" or "Deny".')
  return value
}

function parseSid(value: unknown, path: string): string | undefined {
  if (value === undefined) return undefined
  const sid = asString(value, path)
  if (!/^[A-Za-z0-9]*$/.test(sid)) throw new MalformedPolicy(path, 'may hold only letters and digits.')
  return sid === '' ? undefined : sid
}

function parseActions(members: Members, path: string): Statement['covers'] {
  const { negated, elements } = parseEither(members, 'Action', 'NotAction', path)
  const patterns = elements.map((element) =>
    parseActionPattern(asString(element.value, element.path), element.path),
  )
  return (action) => matchesSomeAction(patterns, action) !== negated
}

function parseResources(members: Members, effect: Effect, version: PolicyVersion, path: string) {
  const { negated, elements } = parseEither(members, 'Resource', 'NotResource', path)
  const matchers = elements.map((element) =>
    resourceMatcher(asString(element.value, element.path), {
      path: element.path,
      variables: version === '2012-10-17',
      whenUnresolved: negated && effect === 'Allow',
    }),
  )
  return {
    keys: matchers.flatMap((matcher) => matcher.keys),
    matches: ({ resource, context }: AuthorizationRequest) =>
      matchers.some((matcher) => matcher.matches(resource, context)) !== negated,
  }
}

/** Parses an element or its negation; the statement must have exactly one of them. */
function parseEither(members: Members, name: string, negatedName: string, path: string) {
  const negated = members[name] === undefined
  if (negated === (members[negatedName] === undefined)) {
    throw new MalformedPolicy(path, `must have either ${name} or ${negatedName}.`)
  }
  const present = negated ? negatedName : name
  return { negated, elements: asList(members[present], `${path}.${present}`) }
}
