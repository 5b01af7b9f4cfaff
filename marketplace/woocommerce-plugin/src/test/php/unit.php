<?php
/**
 * Runs the parts of the plugin that need no WordPress, with stand-ins for the few functions that they use. Prints "all fine".
 *
 * @package Polyclerk
 */

define( 'ABSPATH', __DIR__ );
define( 'MINUTE_IN_SECONDS', 60 );

$options = array();
function get_option( $name, $fallback = false ) {
	global $options;
	return isset( $options[ $name ] ) ? $options[ $name ] : $fallback;
}
function update_option( $name, $value, $autoload = null ) {
	global $options;
	$options[ $name ] = $value;
}
function delete_option( $name ) {
	global $options;
	unset( $options[ $name ] );
}
function home_url() {
	return 'https://shop.example';
}
function wp_json_encode( $value ) {
	return json_encode( $value );
}
function wp_parse_url( $url, $part = -1 ) {
	return parse_url( $url, $part );
}
function untrailingslashit( $text ) {
	return rtrim( $text, '/' );
}
function esc_url_raw( $url, $schemes = null ) {
	return preg_match( '#^(' . implode( '|', (array) $schemes ) . ')://#', $url ) ? $url : '';
}
function __( $text, $domain ) {
	return $text;
}
function absint( $number ) {
	return abs( (int) $number );
}
function is_wp_error( $thing ) {
	return $thing instanceof WP_Error;
}
class WP_Error {
	public $code;
	public $data;
	public function __construct( $code, $message = '', $data = null ) {
		$this->code = $code;
		$this->data = $data;
	}
}
class Told {
	private $facts;
	public function __construct( $facts ) {
		$this->facts = $facts;
	}
	public function get_json_params() {
		return $this->facts;
	}
}
class Polyclerk_Cleanup {
	public static $deleted = array();
	public static function delete_key( $id ) {
		self::$deleted[] = $id;
	}
}

$plugin = __DIR__ . '/../../main/plugin/includes/';
require $plugin . 'class-polyclerk-options.php';
require $plugin . 'class-polyclerk-server.php';
require $plugin . 'class-polyclerk-customer.php';
require $plugin . 'class-polyclerk-connect.php';

function check( $what, $holds ) {
	if ( ! $holds ) {
		echo "WRONG: $what\n";
		exit( 1 );
	}
}

// Addresses of servers.
foreach ( array( 'https://bot.example', 'https://bot.example/', 'http://localhost:9080', 'http://127.0.0.1:9080' ) as $good ) {
	check( $good, rtrim( $good, '/' ) === Polyclerk_Server::address( $good ) );
}
foreach ( array( 'http://bot.example', 'http://localhost.evil.example', 'http://127.0.0.1.evil.example', 'javascript:alert(1)', 'https://user@bot.example', 'https://bot.example/?x', 'bot.example', '' ) as $bad ) {
	check( $bad, is_wp_error( Polyclerk_Server::address( $bad ) ) );
}

// The connection is told once, in time, and only to who began it.
$facts = array( 'state' => str_repeat( 'a', 43 ), 'server' => 'https://evil.example', 'store' => 's', 'chat' => 'c', 'customerSecret' => 'secret', 'key' => 'k', 'keyId' => '7' );
check( 'nothing was begun', 409 === Polyclerk_Connect::introduced( new Told( $facts ) )->data['status'] );
Polyclerk_Options::save_pending( array( 'state_hash' => hash( 'sha256', $facts['state'] ), 'server' => 'https://bot.example', 'until' => time() - 1 ) );
check( 'too late', 409 === Polyclerk_Connect::introduced( new Told( $facts ) )->data['status'] );
Polyclerk_Options::save_pending( array( 'state_hash' => hash( 'sha256', $facts['state'] ), 'server' => 'https://bot.example', 'until' => time() + 60 ) );
check( 'another state', 409 === Polyclerk_Connect::introduced( new Told( array_merge( $facts, array( 'state' => str_repeat( 'b', 43 ) ) ) ) )->data['status'] );
check( 'a secret that is none', 400 === Polyclerk_Connect::introduced( new Told( array_merge( $facts, array( 'customerSecret' => '"><script>' ) ) ) )->data['status'] );
check( 'told', array( 'connected' => true ) === Polyclerk_Connect::introduced( new Told( $facts ) ) );
check( 'the address is the merchant’s', 'https://bot.example' === Polyclerk_Options::connection()['server'] );
check( 'just connected', Polyclerk_Options::is_fresh() );
Polyclerk_Options::save_connection( array_merge( Polyclerk_Options::connection(), array( 'since' => (string) ( time() - 61 ) ) ) );
check( 'connected for a while', ! Polyclerk_Options::is_fresh() );
check( 'told twice', 409 === Polyclerk_Connect::introduced( new Told( $facts ) )->data['status'] );

// Signed-in customers: the server reads such tokens with a library (CustomerTokenTest).
Polyclerk_Options::save_connection( array( 'server' => 'https://bot.example', 'store' => 'shop-store', 'chat' => 'shop-chat', 'customerSecret' => '0123456789abcdef0123456789abcdef0123456789a', 'key' => 'k' ) );
$chat  = 'w6ezpFVm-f9IIcD4vn-TwF5';
$token = Polyclerk_Customer::token( $chat, 7, 1700000000 );
list( $head, $claims, $signature ) = explode( '.', $token );
$decode = function ( $part ) {
	return base64_decode( strtr( $part, '-_', '+/' ) );
};
check( 'the head', '{"alg":"HS256","typ":"JWT"}' === $decode( $head ) );
check( 'the claims', array( 'iss' => 'https://shop.example', 'aud' => 'shop-chat', 'sub' => '7', 'store' => 'shop-store', 'chat' => $chat, 'iat' => 1700000000, 'exp' => 1700000300 ) === json_decode( $decode( $claims ), true ) );
check( 'the signature', hash_equals( hash_hmac( 'sha256', "$head.$claims", '0123456789abcdef0123456789abcdef0123456789a', true ), $decode( $signature ) ) );
check( 'nobody is signed in', null === Polyclerk_Customer::token( $chat, 0, 1700000000 ) );
check( 'no chat', null === Polyclerk_Customer::token( 'w"><script>', 7, 1700000000 ) );
delete_option( Polyclerk_Options::CONNECTION );
check( 'not connected', null === Polyclerk_Customer::token( $chat, 7, 1700000000 ) );

// What a merchant enters for the launcher.
Polyclerk_Options::save_launcher( array( 'chat' => 'yes', 'side' => 'start', 'whatsapp' => '+44 7700 900115', 'telegram' => '@shop_bot', 'wechat' => 'https://shop.example/qr.png' ) );
check( 'kept', array( 'chat' => 'yes', 'side' => 'start', 'whatsapp' => '447700900115', 'telegram' => 'shop_bot', 'wechat' => 'https://shop.example/qr.png' ) === Polyclerk_Options::launcher() );
Polyclerk_Options::save_launcher( array( 'side' => 'x', 'whatsapp' => '<1>', 'telegram' => 'a"><b>', 'wechat' => 'javascript:alert(1)' ) );
check( 'left out', array( 'chat' => 'no', 'side' => 'end', 'whatsapp' => '', 'telegram' => '', 'wechat' => '' ) === Polyclerk_Options::launcher() );

echo "all fine\n";
