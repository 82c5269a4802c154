import { t } from '../../../base/localize';
import type { CommandContext } from '../commandContext';
import { presentKeyRemoved, presentNothingToRemove } from '../text/keyText';
import { chooseProvider, namedProvider } from './chooseProvider';

/** Takes the key of a provider out of the secret store. Resolves to true when there was one. */
export async function removeApiKey(context: CommandContext, named?: unknown): Promise<boolean> {
  const { keys, present } = context;
  await keys.load();
  const stored = keys.providers().filter((provider) => keys.originOf(provider) === 'secret-storage');
  const wanted = namedProvider(named);
  const removable = wanted === undefined ? stored : stored.filter((provider) => provider === wanted);
  if (removable.length === 0) {
    present(presentNothingToRemove());
    return false;
  }
  const provider =
    wanted ?? (await chooseProvider(context, removable, t('Whose key do you want to remove?')));
  if (provider === undefined) return false;
  await keys.remove(provider);
  present(presentKeyRemoved(provider, keys.originOf(provider)));
  return true;
}
