/** n!, for whole numbers from 0; infinite from 171 on. */
export const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
