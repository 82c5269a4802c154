/** Short, common, of many endings and beginnings: what a reader would write where a text has to match a pattern. */
const words = [
  'apple',
  'baby',
  'box',
  'bus',
  'butter',
  'cactus',
  'chair',
  'chess',
  'church',
  'city',
  'class',
  'coffee',
  'dish',
  'dog',
  'echo',
  'father',
  'fish',
  'fly',
  'fox',
  'garden',
  'glass',
  'hero',
  'horse',
  'house',
  'island',
  'jumping',
  'key',
  'kitchen',
  'knife',
  'lady',
  'leaf',
  'life',
  'logic',
  'mathematics',
  'music',
  'nation',
  'ocean',
  'orange',
  'photo',
  'piano',
  'potato',
  'quickly',
  'quiz',
  'radio',
  'reading',
  'river',
  'school',
  'station',
  'studio',
  'summer',
  'table',
  'tomato',
  'toy',
  'tree',
  'unhappy',
  'video',
  'walked',
  'watch',
  'window',
  'winter',
  'wolf',
  'yellow',
  'zebra',
  'zoo',
] as const;

/** A word that the expression matches, if only a part of it is asked for; undefined where none fits. */
export function everydayWord(pattern: string): string | undefined {
  // What asks for more than letters is not about words.
  if (/\\[^b]|[\d@:/{}]/.test(pattern)) return undefined;
  try {
    const expression = new RegExp(pattern, 'u');
    return expression.test('') || words.every((word) => expression.test(word))
      ? undefined
      : words.find((word) => expression.test(word));
  } catch {
    return undefined;
  }
}
