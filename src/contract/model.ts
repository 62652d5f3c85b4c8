import { readFileSync } from 'node:fs'
import { packageFile } from '../kernel/package-file.ts'
import type { OperationName } from './generated/types.ts'

/** The service's API as data: every operation and every shape with its constraints. */
export interface Model {
  service: string
  apiVersion: string
  protocol: string
  targetPrefix: string
  signingName: string
  /** Operations whose members carry no constraints, because no source states them. */
  constraintsUnknownFor: readonly string[]
  operations: Readonly<Record<string, ModelOperation>>
  shapes: Readonly<Record<string, Shape>>
}

export interface ModelOperation {
  input: string
  /** Null where the answer has no body. */
  output: string | null
  /** `iam` needs a signature; `public` ignores one. */
  auth: 'iam' | 'public'
  errors: readonly string[]
}

export type Shape =
  | StringShape
  | NumberShape
  | BlobShape
  | ListShape
  | MapShape
  | StructureShape
  | { type: 'boolean' | 'timestamp' | 'document' }

export interface StringShape {
  type: 'string'
  min?: number
  max?: number
  pattern?: string
  enum?: readonly string[]
  /** Values that are accepted although the enum does not list them. */
  unlisted?: readonly string[]
  sensitive?: boolean
}

export interface NumberShape {
  type: 'integer' | 'long'
  min?: number
  max?: number
}

export interface BlobShape {
  type: 'blob'
  min?: number
  max?: number
}

export interface ListShape {
  type: 'list'
  member: string
  min?: number
  max?: number
}

export interface MapShape {
  type: 'map'
  key: string
  value: string
  min?: number
  max?: number
  sensitive?: boolean
}

export interface StructureShape {
  type: 'structure'
  members: Readonly<Record<string, string>>
  required?: readonly string[]
  error?: 'client' | 'server'
}

/** The model, read once. */
export const model: Model = JSON.parse(readFileSync(packageFile('src/contract/model.json'), 'utf8'))

/** The shape of that name; a name that the model lacks is a bug. */
export function shapeNamed(name: string): Shape {
  const shape = model.shapes[name]
  if (shape === undefined) throw new Error(`the model has no shape ${name}`)
  return shape
}

export function operationNamed(name: OperationName): ModelOperation {
  const operation = model.operations[name]
  if (operation === undefined) throw new Error(`the model has no operation ${name}`)
  return operation
}
