/** Argon2id at its cheapest. */
export const FAST_HASHING = { memoryCost: 1_024, timeCost: 2 };
