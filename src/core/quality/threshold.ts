/** Is the least that passes reached? Both in percent; 29 of 100 are 28.999999999999996 %, and reach a threshold of 29. */
export function reachesThreshold(value: number, threshold: number): boolean {
  return value + 1e-9 >= threshold;
}
