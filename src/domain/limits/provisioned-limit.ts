import { ServiceError } from '../../contract/service-error.ts'
import type { ProvisionedLimit } from './provisioned-limit-store.ts'
import { CATEGORIES, type Category, isCategory, type Rates } from './request-categories.ts'

/** The highest rate that can be requested, in requests per second. Our choice: AWS sets it per account. */
const MOST_PROVISIONED = 100_000
/** The value that the API shows for an unlimited category: the largest Integer. */
const UNLIMITED_VALUE = 2 ** 31 - 1

/** The rates, raised to the provisioned limits that lie above them. */
export function withProvisioned(base: Rates, limits: readonly ProvisionedLimit[]): Rates {
  const raised = limits.filter(({ category, value }) => value > base[category])
  return { ...base, ...Object.fromEntries(raised.map(({ category, value }) => [category, value])) }
}

/**
 * The category that the attributes of a limit definition name.
 * @throws InvalidParameterException unless there is exactly this one attribute; ResourceNotFoundException
 */
export function definedCategory(attributes: Readonly<Record<string, string>>): Category {
  const { Category: name, ...others } = attributes
  if (name === undefined || Object.keys(others).length > 0) throw notACategory()
  if (!isCategory(name)) throw categoryNotFound(name)
  return name
}

/**
 * Checks a requested limit: the category must be adjustable, and the value between its base rate and the account's
 * maximum.
 * @throws InvalidParameterException, ServiceQuotaExceededException
 */
export function assertRequestable(category: Category, value: number, base: Rates): void {
  if (!CATEGORIES[category].adjustable) throw notAdjustable(category)
  if (value < base[category]) throw belowFreeLimit(category, toLimitValue(base[category]))
  if (value > MOST_PROVISIONED) throw aboveMaximum(category)
}

/** A rate as an Integer of the API. */
export function toLimitValue(rate: number): number {
  return Math.min(rate, UNLIMITED_VALUE)
}

const notACategory = () =>
  new ServiceError('InvalidParameterException', 'A limit is defined by the attribute Category alone.')

const categoryNotFound = (name: string) =>
  new ServiceError('ResourceNotFoundException', `There is no limit for the category ${name}.`)

const notAdjustable = (category: Category) =>
  new ServiceError('InvalidParameterException', `The limit of ${category} cannot be changed.`)

const belowFreeLimit = (category: Category, free: number) =>
  new ServiceError(
    'InvalidParameterException',
    `The limit of ${category} cannot be lower than its free limit of ${free}.`,
  )

const aboveMaximum = (category: Category) =>
  new ServiceError(
    'ServiceQuotaExceededException',
    `The limit of ${category} cannot be higher than ${MOST_PROVISIONED}.`,
  )
