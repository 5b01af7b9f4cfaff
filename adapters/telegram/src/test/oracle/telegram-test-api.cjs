// Makes ../resources/oracle/telegram-test-api.json: updates as an emulator of the Bot API brings them (npm telegram-test-api 4.2.1, MIT):
//   npm install --no-save telegram-test-api@4.2.1 && node telegram-test-api.cjs > ../resources/oracle/telegram-test-api.json
// It tells times in milliseconds and sends no secret. The build reads the file only.
const TelegramServer = require('telegram-test-api');

(async () => {
  const token = '123456:emulated';
  const server = new TelegramServer({ port: 19031, host: 'localhost', storage: 'RAM', storeTimeout: 60 });
  await server.start();
  const call = async (method, body) =>
    (await fetch(`${server.config.apiURL}/bot${token}/${method}`, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body),
    })).json();
  const client = server.getClient(token, { userId: 77, chatId: 77, firstName: 'Ann', userName: 'ann' });
  await client.sendMessage(client.makeMessage('Where is my order 1001?'));
  await client.sendMessage(client.makeMessage('我的订单到哪里了？'));
  await client.sendCommand(client.makeCommand('/start'));
  const updates = await call('getUpdates', { offset: 0, timeout: 0 });
  const sent = await call('sendMessage', {
    chat_id: '77', text: 'One moment',
    reply_markup: { inline_keyboard: [[{ text: 'Talk to a person', callback_data: 'intent:human_agent' }]] },
  });
  await client.sendCallback(client.makeCallbackQuery('intent:human_agent', { message: { message_id: sent.result.message_id, date: Date.now(), chat: { id: 77, type: 'private' }, text: 'One moment' } }));
  const picked = await call('getUpdates', { offset: 0, timeout: 0 });
  console.log(JSON.stringify({ updates, sent, picked }, null, 1));
  await server.stop();
  process.exit(0);
})();
