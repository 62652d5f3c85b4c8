import type { OperationName } from '../../src/contract/generated/types.ts'
import { model, operationNamed, shapeNamed } from '../../src/contract/model.ts'

/** A member of a request that takes an ARN. */
export interface ArnPlace {
  readonly operation: OperationName
  /** `Structure.Member`, as the table of ARNs names it. */
  readonly member: string
  /** From the input down; an entry of a list or map is `0`. */
  readonly path: readonly string[]
}

/** Every ARN in every request of the contract, recognised by the pattern of its shape, or else by its name. */
export function arnPlaces(): ArnPlace[] {
  return (Object.keys(model.operations) as OperationName[]).flatMap((operation) =>
    placesIn(operationNamed(operation).input, [], new Set()).map((place) => ({ operation, ...place })),
  )
}

type Place = Omit<ArnPlace, 'operation'>

function placesIn(name: string, path: readonly string[], within: ReadonlySet<string>): Place[] {
  const shape = shapeNamed(name)
  if (within.has(name)) return []
  const inside = new Set(within).add(name)
  if (shape.type === 'list') return placesIn(shape.member, [...path, '0'], inside)
  if (shape.type === 'map') return placesIn(shape.value, [...path, '0'], inside)
  if (shape.type !== 'structure') return []
  return Object.entries(shape.members).flatMap(([member, target]) => {
    const here = [...path, member]
    if (isArn(member, target)) return [{ member: `${name}.${member}`, path: here }]
    return placesIn(target, here, inside)
  })
}

function isArn(member: string, target: string): boolean {
  const shape = shapeNamed(target)
  if (shape.type !== 'string') return false
  return shape.pattern?.startsWith('arn:') || /arn$/i.test(member)
}
