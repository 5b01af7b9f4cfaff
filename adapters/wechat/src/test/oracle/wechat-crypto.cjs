// Makes ../resources/oracle/wechat-crypto.json with another implementation of the encryption (npm wechat-crypto 0.0.2, MIT):
//   npm install --no-save wechat-crypto@0.0.2 && node wechat-crypto.cjs > ../resources/oracle/wechat-crypto.json
// The build reads the file only.
const Crypt = require('wechat-crypto');

const token = 'outsider0Token';
const aesKey = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C';
const texts = [
  '<xml><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[你好，我的订单到哪里了？]]></Content></xml>',
  '<xml><MsgType>text</MsgType><Content><![CDATA[أين طلبي رقم 1037؟ 🙂]]></Content></xml>',
  '{"MsgType":"text","Content":"where is my order"}',
];
// Every length of padding, from 1 to 32 bytes.
for (let i = 0; i < 32; i++) texts.push('<xml><Content>' + 'x'.repeat(i) + '</Content></xml>');

const cases = [];
for (const receiver of ['wx5823bf96d3bd56c7', 'wwddddccc7775555aaa']) {
  const crypt = new Crypt(token, aesKey, receiver);
  texts.forEach((text, i) => {
    const encrypted = crypt.encrypt(text);
    const timestamp = String(1790000000 + i);
    const nonce = 'n' + i * 7919;
    cases.push({ receiver, text, encrypted, timestamp, nonce, signature: crypt.getSignature(timestamp, nonce, encrypted) });
  });
}
console.log(JSON.stringify({ token, aesKey, cases }, null, 1));
