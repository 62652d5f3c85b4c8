import { findRepeatedMember } from './find-repeated-member.ts'
import { MalformedPolicy } from './language/malformed-policy.ts'
import { asList, asObject, asString, assertKnownMembers } from './language/policy-json.ts'
import { parseStatement } from './parse-statement.ts'
import type { Policy, PolicyVersion, Statement } from './policy.ts'

/** AWS: the maximum size of a managed policy, without white space ("IAM and AWS STS quotas"). */
const MAX_CHARACTERS = 6144
/** AWS: the maximum length of the parameter PolicyDocument, with white space. */
const MAX_LENGTH = 131_072

const MEMBERS = new Set(['Version', 'Id', 'Statement'])

/**
 * Parses and compiles a policy of an identity (or a boundary, or a session policy), given as JSON text or as the parsed
 * document.
 * @throws MalformedPolicy for anything that the policy grammar does not allow
 */
export function parsePolicy(json: unknown): Policy {
  const text = typeof json === 'string' ? json : toJson(json)
  assertSize(text)
  const document = asObject(parseJson(text), '')
  assertKnownMembers(document, MEMBERS, '')
  if (document.Id !== undefined) asString(document.Id, 'Id')
  const version = parseVersion(document.Version)
  if (document.Statement === undefined) throw new MalformedPolicy('', 'must have a Statement.')
  const statements = asList(document.Statement, 'Statement').map((element, index) =>
    parseStatement(element, index, version),
  )
  assertUniqueSids(statements)
  return {
    document: text,
    version,
    statements,
    keys: new Set(statements.flatMap(({ keys }) => [...keys])),
  }
}

function toJson(document: unknown): string {
  try {
    return JSON.stringify(asObject(document, '')) ?? ''
  } catch (error) {
    throw error instanceof MalformedPolicy ? error : notJson() // a cycle, or a bigint
  }
}

function assertSize(text: string): void {
  if (text.length > MAX_LENGTH || text.replace(/\s/g, '').length > MAX_CHARACTERS) {
    throw new MalformedPolicy('', `is longer than ${MAX_CHARACTERS} characters, white space not counted.`)
  }
}

function parseJson(text: string): unknown {
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch {
    throw notJson()
  }
  const repeated = findRepeatedMember(text)
  if (repeated !== undefined)
    throw new MalformedPolicy('', `has the member "${repeated}" twice in one object.`)
  return document
}

function notJson(): MalformedPolicy {
  return new MalformedPolicy('', 'is not valid JSON.')
}

/** AWS: a policy without a Version is in the older language, which has no policy variables. */
function parseVersion(value: unknown): PolicyVersion {
  if (value === undefined) return '2008-10-17'
  if (value !== '2008-10-17' && value !== '2012-10-17') {
    throw new MalformedPolicy('Version', 'must be "2012-10-17" or "2008-10-17".')
  }
  return value
}

function assertUniqueSids(statements: readonly Statement[]): void {
  const seen = new Set<string>()
  for (const { sid, index } of statements) {
    if (sid === undefined) continue
    if (seen.has(sid)) {
      throw new MalformedPolicy(`Statement[${index}].Sid`, 'repeats the Sid of another statement.')
    }
    seen.add(sid)
  }
}
