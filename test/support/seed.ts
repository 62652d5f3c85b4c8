import fc from 'fast-check'

/** Where the chance of all property tests begins. POOLHOUSE_TEST_SEED=<number> runs others, which a red run names. */
export const SEED = Number(process.env.POOLHOUSE_TEST_SEED ?? 20_261_130)

// The same commit gives the same result, always: a property that fails by chance would stop somebody else's change.
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: SEED })
