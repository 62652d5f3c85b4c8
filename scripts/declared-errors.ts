// Which of the errors that the model declares for an operation are provoked by tests, as the files of the tests show.
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { ErrorName } from '../src/contract/generated/error-names.ts'
import type { OperationName } from '../src/contract/generated/types.ts'
import { model } from '../src/contract/model.ts'
import type { Operation } from '../src/operations/operation.ts'

export interface TestFile {
  readonly path: string
  readonly text: string
}

interface DeclaredErrors {
  readonly declared: readonly string[]
  readonly provoked: readonly string[]
  /** Those that the operation says it never answers, with the reason (`neverRaises`). */
  readonly impossible: readonly string[]
  readonly untested: readonly string[]
}

/** Suites that go through the whole registry. */
export const OF_EVERY_OPERATION: Partial<Record<ErrorName, string>> = {
  InternalErrorException: 'test/operations/every-operation/internal-errors.test.ts',
  InternalServerException: 'test/operations/every-operation/internal-errors.test.ts',
  TooManyRequestsException: 'test/operations/every-operation/request-rates.test.ts',
}

interface Suite {
  /** Files that together name each of the operations and errors. */
  readonly files: readonly string[]
  readonly operations: readonly OperationName[]
  readonly errors: readonly ErrorName[]
}

const LAMBDA_ERRORS = [
  'InvalidLambdaResponseException',
  'UnexpectedLambdaException',
  'UserLambdaValidationException',
] as const

/** Suites that go through a table of several operations. */
export const OF_SEVERAL_OPERATIONS: readonly Suite[] = [
  {
    files: [
      'test/triggers/occasions.ts',
      'test/triggers/failure-kinds.ts',
      'test/triggers/failure-matrix.test.ts',
    ],
    operations: [
      'AdminCreateUser',
      'ConfirmForgotPassword',
      'ConfirmSignUp',
      'ForgotPassword',
      'GetUserAttributeVerificationCode',
      'InitiateAuth',
      'ResendConfirmationCode',
      'RespondToAuthChallenge',
      'SignUp',
      'UpdateUserAttributes',
    ],
    errors: LAMBDA_ERRORS,
  },
  {
    files: ['test/triggers/administrators-failures.test.ts'],
    operations: [
      'AdminConfirmSignUp',
      'AdminInitiateAuth',
      'AdminResetUserPassword',
      'AdminRespondToAuthChallenge',
      'AdminUpdateUserAttributes',
      'GetTokensFromRefreshToken',
    ],
    errors: LAMBDA_ERRORS,
  },
  {
    files: ['test/operations/every-operation/further-errors.test.ts'],
    operations: ['AdminInitiateAuth', 'AdminRespondToAuthChallenge', 'RespondToAuthChallenge'],
    errors: ['InvalidEmailRoleAccessPolicyException', 'InvalidSmsRoleAccessPolicyException'],
  },
  {
    files: ['test/operations/every-operation/further-errors.test.ts'],
    operations: ['AdminRespondToAuthChallenge'],
    errors: ['AliasExistsException', 'PasswordHistoryPolicyViolationException'],
  },
  {
    files: ['test/operations/limits/message-limits.test.ts'],
    operations: ['AdminResetUserPassword', 'SignUp'],
    errors: ['LimitExceededException'],
  },
  {
    files: ['test/operations/recovery/forgot-password.test.ts'],
    operations: ['ConfirmForgotPassword'],
    errors: ['LimitExceededException'],
  },
  {
    files: ['test/operations/user-states.ts', 'test/operations/user-states.test.ts'],
    operations: ['AdminRespondToAuthChallenge'],
    errors: ['UserNotConfirmedException'],
  },
  {
    files: ['test/operations/tokens/user-states.test.ts'],
    operations: ['ListUserSessions', 'RevokeUserSession'],
    errors: ['PasswordResetRequiredException', 'UserNotConfirmedException'],
  },
  {
    files: ['test/operations/tokens/refresh-flow.test.ts'],
    operations: ['AdminInitiateAuth'],
    errors: ['UnsupportedOperationException'],
  },
  {
    files: ['test/operations/sign-in/choice/choice.test.ts', 'test/operations/sign-in/choice/ground.ts'],
    operations: ['InitiateAuth'],
    errors: ['UnsupportedOperationException'],
  },
  {
    files: ['test/operations/sign-in/authentication-levels.test.ts'],
    operations: ['AdminInitiateAuth', 'InitiateAuth'],
    errors: ['FeatureUnavailableInTierException'],
  },
  {
    files: ['test/operations/arns.test.ts'],
    operations: ['SetRiskConfiguration'],
    errors: ['NotAuthorizedException'],
  },
]

/** Names that tests share for errors. */
const SHARED_NAMES: Readonly<Record<string, string>> = {
  'testAccess(': 'AccessDeniedException',
  POOL_NOT_FOUND: 'ResourceNotFoundException',
  TRACKING_OFF: 'InvalidUserPoolConfigurationException',
}

export function declaredErrors({ name, neverRaises }: Operation, tests: readonly TestFile[]): DeclaredErrors {
  const own = testsOf(name, tests)
  const declared = model.operations[name]?.errors ?? []
  const provoked = declared.filter((error) => isProvoked(name, error, own))
  const others = declared.filter((error) => !provoked.includes(error))
  return {
    declared,
    provoked,
    impossible: others.filter((error) => error in neverRaises),
    untested: others.filter((error) => !(error in neverRaises)),
  }
}

function isProvoked(name: OperationName, error: string, own: readonly TestFile[]): boolean {
  if (error in OF_EVERY_OPERATION || own.some(({ text }) => text.includes(error))) return true
  return OF_SEVERAL_OPERATIONS.some(
    ({ operations, errors }) => operations.includes(name) && (errors as readonly string[]).includes(error),
  )
}

/** The file that is named after the operation, and those with a block of its name. */
export function testsOf(name: OperationName, tests: readonly TestFile[]): readonly TestFile[] {
  const file = `${name.replace(/(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, '-').toLowerCase()}.test.ts`
  const block = new RegExp(`describe\\(['\`][^'\`]*\\b${name}\\b`)
  return tests.filter(({ path, text }) => basename(path) === file || block.test(text))
}

const TESTS = 'test/operations'

/** The files of the tests of operations, with the errors that they name. */
export function testFiles(root: string): TestFile[] {
  return readdirSync(join(root, TESTS), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .sort()
    .map((name) => ({
      path: `${TESTS}/${name}`,
      text: withErrors(readFileSync(join(root, TESTS, name), 'utf8')),
    }))
}

function withErrors(text: string): string {
  const shared = Object.entries(SHARED_NAMES).filter(([name]) => text.includes(name))
  return [text, ...shared.map(([, error]) => error)].join('\n')
}
