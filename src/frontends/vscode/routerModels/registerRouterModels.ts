import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../../base/disposable';
import { describeError } from '../../../base/error';
import { t } from '../../../base/localize';
import type { ConversationOffer } from '../../../core/conversation/conversationService';
import { formatUsd } from '../../../core/cost/money';
import { estimateTokens } from '../../../core/routing/tokenEstimate';
import { routerVendor } from '../agentDoorIds';
import type { CommandContext } from '../commandContext';
import type { Presentation } from '../presentation';
import { type ChatModelInformation, type ChatProvider, registerChatProvider } from './chatProviderApi';
import { textOf } from './messageText';
import type { RoutedAnswer } from './routerAnswer';

/**
 * Offers the router as a language model, so that any chat or extension spends through the user's budgets. Does nothing in an
 * editor that takes no models from extensions.
 */
export function registerRouterModels(context: CommandContext): Disposable {
  const store = new DisposableStore();
  const changes = store.add(new vscode.EventEmitter<void>());
  let last: RoutedAnswer | undefined;
  const provider: ChatProvider = {
    onDidChangeLanguageModelChatInformation: changes.event,
    provideLanguageModelChatInformation: async ({ silent }) => {
      const offer = await offerOf(context);
      if (offer.status === 'offered') return [informationOf(offer, last)];
      if (!silent) context.present(presentMissing(offer));
      return [];
    },
    provideLanguageModelChatResponse: async (_model, messages, options, progress, token) => {
      // Loaded with the first question.
      const { answerWithRouter } = await import('./routerAnswer');
      last = await answerWithRouter({ messages, options, progress, token, context });
      // The reason and the price of the last answer stand beside the model.
      changes.fire();
    },
    provideTokenCount: async (_model, text) => estimateTokens(typeof text === 'string' ? text : textOf(text)),
  };
  const registration = registerChatProvider(routerVendor, provider);
  if (!registration) return store;
  store.add(registration);
  const announce = (): void => {
    changes.fire();
    // Until somebody asks for its models, the picker of the chat does not have them.
    if (isRouterOn(context)) void vscode.lm.selectChatModels({ vendor: routerVendor });
  };
  const started = setImmediate(announce);
  store.add({ dispose: () => clearImmediate(started) });
  store.add(context.keys.onDidChange(announce));
  store.add(
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('agenticQe')) announce();
    }),
  );
  return store;
}

function isRouterOn({ services }: CommandContext): boolean {
  try {
    return services.fleet.isFeatureEnabled('multiModelRouter');
  } catch {
    return false;
  }
}

async function offerOf({ services, keys }: CommandContext): Promise<ConversationOffer> {
  try {
    await keys.load();
    return (await services.conversations()).offer();
  } catch (error) {
    return { status: 'no-model', reason: describeError(error) };
  }
}

function informationOf(
  { modelNames, maxInputTokens, maxOutputTokens }: Extract<ConversationOffer, { status: 'offered' }>,
  last: RoutedAnswer | undefined,
): ChatModelInformation {
  const choice = t(
    'Chooses the cheapest adequate of {0}, within your budgets; each answer is on record.',
    modelNames.join(', '),
  );
  return {
    id: 'router',
    name: 'Agentic QE Router',
    family: 'agentic-qe-router',
    version: '1',
    detail: last ? `last: ${last.modelName}, ${formatUsd(last.costMicroUsd)}` : t('within your budgets'),
    tooltip: last ? `${choice}\n${t('Last answer: {0}. {1}', last.modelName, last.reason)}` : choice,
    maxInputTokens,
    maxOutputTokens,
    isUserSelectable: true,
    capabilities: { toolCalling: true, imageInput: false },
  };
}

function presentMissing({ status, reason }: Exclude<ConversationOffer, { status: 'offered' }>): Presentation {
  return {
    severity: 'info',
    message: t('Agentic QE Router has no model to offer: {0}', reason),
    actions:
      status === 'router-off'
        ? [{ kind: 'open-setting', key: 'agenticQe.features.multiModelRouter' }]
        : [{ kind: 'set-api-key' }, { kind: 'open-setting', key: 'agenticQe.routing.models' }],
  };
}
