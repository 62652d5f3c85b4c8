// Prints where src/contract/model.json differs from the runtime schemas of the installed AWS SDK. Run from the
// project's root; ends with status 1 if there is a difference.
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import * as sdk from '@aws-sdk/client-cognito-identity-provider'
import type { Model } from '../src/contract/model.ts'

// The SDK's schemas are tuples [kind, namespace, name, traits, …], written as functions where they refer to one
// another, as pairs [schema, traits] where a member has traits, as bare numbers where they are simple.
type SdkSchema = number | 'unit' | readonly unknown[] | (() => SdkSchema)

const STRUCTURE = 3
const LIST = 1
const MAP = 2
const SIMPLE = 0
const OPERATION = 9
const SENSITIVE = 0b1000
const LIST_OF = 0b0100_0000 // flags on a simple kind
const MAP_OF = 0b1000_0000
const SIMPLE_KINDS: Readonly<Record<number, string>> = {
  0: 'string',
  1: 'number',
  2: 'boolean',
  4: 'timestamp',
  15: 'document',
  21: 'blob',
}

/** One line for every fact that only the model or only the SDK states, empty where they agree. */
export function differencesFromSdk(model: Model): string[] {
  const ours = factsOfModel(model)
  const theirs = factsOfSdk()
  return [
    ...[...ours].filter((fact) => !theirs.has(fact)).map((fact) => `only in the model: ${fact}`),
    ...[...theirs].filter((fact) => !ours.has(fact)).map((fact) => `only in the SDK: ${fact}`),
  ].sort((a, b) => (a.slice(a.indexOf(': ')) < b.slice(b.indexOf(': ')) ? -1 : 1))
}

/** Operations and members as sentences: `SignUp(SignUpRequest): SignUpResponse`, `UserType.Enabled: boolean`. */
function factsOfModel(model: Model): Set<string> {
  const facts = new Set<string>()
  const seen = new Set<string>()

  const describe = (name: string): string => {
    const shape = model.shapes[name]
    if (shape === undefined) return `missing shape ${name}`
    if (shape.type === 'structure') {
      if (!seen.has(name)) {
        seen.add(name)
        for (const [member, target] of Object.entries(shape.members)) {
          const mark = shape.required?.includes(member) ? 'required ' : ''
          facts.add(`${name}.${member}: ${mark}${describe(target)}`)
        }
      }
      return name
    }
    const mark = 'sensitive' in shape && shape.sensitive ? 'sensitive ' : ''
    if (shape.type === 'list') return `${mark}list of ${describe(shape.member)}`
    if (shape.type === 'map') return `${mark}map of ${describe(shape.value)}`
    return mark + (shape.type === 'integer' || shape.type === 'long' ? 'number' : shape.type)
  }

  for (const [name, { input, output }] of Object.entries(model.operations)) {
    facts.add(`${name}(${describe(input)}): ${output === null ? 'nothing' : describe(output)}`)
  }
  return facts
}

function factsOfSdk(): Set<string> {
  const facts = new Set<string>()
  const seen = new Set<string>()

  const describe = (schema: SdkSchema): string => {
    if (typeof schema === 'function') return describe(schema())
    if (typeof schema === 'number') return simpleKind(schema)
    if (schema === 'unit') return 'nothing'
    if (typeof schema[0] !== 'number' || schema.length === 2) return describe(schema[0] as SdkSchema)
    const [kind, , name, traits] = schema as [number, string, string, unknown]
    const mark = typeof traits === 'number' && traits & SENSITIVE ? 'sensitive ' : ''
    if (kind === LIST) return `${mark}list of ${describe(schema[4] as SdkSchema)}`
    if (kind === MAP) return `${mark}map of ${describe(schema[5] as SdkSchema)}`
    if (kind === SIMPLE) return mark + describe(schema[4] as SdkSchema)
    if (kind !== STRUCTURE) return `kind ${kind}`
    if (!seen.has(name)) {
      seen.add(name)
      const [members, targets, required = 0] = schema.slice(4) as [string[], SdkSchema[], number?]
      members.forEach((member, index) => {
        const target = targets[index]
        if (target === undefined) return
        facts.add(`${name}.${member}: ${index < required ? 'required ' : ''}${describe(target)}`)
      })
    }
    return name
  }

  for (const schema of Object.values(sdk) as unknown[]) {
    if (!Array.isArray(schema) || schema[0] !== OPERATION) continue
    facts.add(`${schema[2]}(${describe(schema[4])}): ${describe(schema[5])}`)
  }
  return facts
}

function simpleKind(code: number): string {
  if (code & MAP_OF) return `map of ${simpleKind(code & ~MAP_OF)}`
  if (code & LIST_OF) return `list of ${simpleKind(code & ~LIST_OF)}`
  return SIMPLE_KINDS[code] ?? `kind ${code}`
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const differences = differencesFromSdk(JSON.parse(readFileSync('src/contract/model.json', 'utf8')))
  for (const line of differences) console.log(line)
  process.exitCode = differences.length === 0 ? 0 : 1
}
