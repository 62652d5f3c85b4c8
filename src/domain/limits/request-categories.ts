import type { RequestCategory } from '../../contract/traits/request-category.ts'

/**
 * The categories of operations whose requests are counted together, each with its rate in one region of an account
 * (AWS: "Quotas in Amazon Cognito", request rate quotas).
 */
export const CATEGORIES = {
  UserAuthentication: { rate: 120, adjustable: true, perPool: false },
  UserCreation: { rate: 50, adjustable: true, perPool: false },
  UserFederation: { rate: 25, adjustable: true, perPool: false },
  UserAccountRecovery: { rate: 30, adjustable: false, perPool: false },
  UserRead: { rate: 120, adjustable: true, perPool: false },
  UserUpdate: { rate: 25, adjustable: false, perPool: false },
  UserToken: { rate: 120, adjustable: true, perPool: false },
  UserResourceRead: { rate: 50, adjustable: true, perPool: false },
  UserResourceUpdate: { rate: 25, adjustable: false, perPool: false },
  UserList: { rate: 30, adjustable: false, perPool: false },
  UserPoolRead: { rate: 15, adjustable: false, perPool: false },
  UserPoolUpdate: { rate: 15, adjustable: false, perPool: false },
  UserPoolResourceRead: { rate: 20, adjustable: false, perPool: true },
  UserPoolResourceUpdate: { rate: 15, adjustable: false, perPool: true },
  UserPoolClientRead: { rate: 15, adjustable: false, perPool: true },
  UserPoolClientUpdate: { rate: 15, adjustable: false, perPool: true },
  ClientAuthentication: { rate: 150, adjustable: false, perPool: false },
  LimitManagement: { rate: 1, adjustable: false, perPool: false },
} as const satisfies Record<RequestCategory, CategoryLimit>

export type Category = RequestCategory

export const CATEGORY_NAMES = Object.keys(CATEGORIES) as Category[]

interface CategoryLimit {
  /** Requests per second. */
  readonly rate: number
  /** Whether UpdateProvisionedLimit can change it. */
  readonly adjustable: boolean
  /** Whether each of its operations also has a limit per pool. */
  readonly perPool: boolean
}

/** Limits besides the categories: for each operation on a pool, and for reads and writes of one user. */
const NARROW_RATES = { PerPoolOperation: 5, PerUserRead: 10, PerUserWrite: 10 } as const

export type RateName = Category | keyof typeof NARROW_RATES

/** Requests per second; Infinity where nothing is counted. */
export type Rates = Readonly<Record<RateName, number>>

export const DEFAULT_RATES: Rates = {
  ...(Object.fromEntries(CATEGORY_NAMES.map((name) => [name, CATEGORIES[name].rate])) as Record<
    Category,
    number
  >),
  ...NARROW_RATES,
}

export function isRateName(name: string): name is RateName {
  return Object.hasOwn(DEFAULT_RATES, name)
}

export function isCategory(name: string): name is Category {
  return Object.hasOwn(CATEGORIES, name)
}
