<?php
/**
 * Calls to the Polyclerk server.
 *
 * @package Polyclerk
 */

defined( 'ABSPATH' ) || exit;

/**
 * The only place from which the plugin calls out, and only to the address that the merchant entered.
 */
final class Polyclerk_Server {

	const TIMEOUT = 15;

	/**
	 * Registers hooks.
	 */
	public static function hooks() {
		add_filter( 'http_request_host_is_external', array( __CLASS__, 'allow_host' ), 10, 3 );
		add_filter( 'http_allowed_safe_ports', array( __CLASS__, 'allow_port' ), 10, 3 );
		add_filter( 'http_request_args', array( __CLASS__, 'trust_own_machine' ), 10, 2 );
	}

	/**
	 * The address as it is used, or an error that says what is wrong with it.
	 *
	 * @param string $address As the merchant entered it.
	 * @return string|WP_Error
	 */
	public static function address( $address ) {
		$address = untrailingslashit( trim( $address ) );
		$parts   = wp_parse_url( $address );
		if ( ! is_array( $parts ) || empty( $parts['host'] ) || empty( $parts['scheme'] ) || isset( $parts['user'] ) || isset( $parts['query'] ) || isset( $parts['fragment'] ) ) {
			return new WP_Error( 'polyclerk_address', __( 'This is not an address of a server, such as https://bot.shop.example.', 'polyclerk' ) );
		}
		if ( 'https' === $parts['scheme'] || ( 'http' === $parts['scheme'] && self::is_own_machine( $parts['host'] ) ) ) {
			return esc_url_raw( $address, array( 'https', 'http' ) );
		}
		return new WP_Error( 'polyclerk_address', __( 'The address must begin with https://, as customers’ data is sent there. Only a server on this very machine may be reached without encryption.', 'polyclerk' ) );
	}

	/**
	 * Whether a host is this machine.
	 *
	 * @param string $host Of an address.
	 * @return bool
	 */
	public static function is_own_machine( $host ) {
		$host = strtolower( trim( (string) $host, '[]' ) );
		return 'localhost' === $host || '::1' === $host || 1 === preg_match( '/^127(\.\d{1,3}){3}$/', $host );
	}

	/**
	 * Whether a server is reached without encryption.
	 *
	 * @param string $server Its address.
	 * @return bool
	 */
	public static function is_plain( $server ) {
		return 'http' === wp_parse_url( $server, PHP_URL_SCHEME );
	}

	/**
	 * Calls the server.
	 *
	 * @param string              $method  GET, POST or DELETE.
	 * @param string              $server  Its address.
	 * @param string              $path    Below /install/woocommerce/.
	 * @param array<string,mixed> $body    Sent as JSON; none when empty.
	 * @param string              $key     Of this shop; none when empty.
	 * @param int                 $timeout In seconds.
	 * @return array<string,mixed>|WP_Error What it answered.
	 */
	public static function call( $method, $server, $path, array $body = array(), $key = '', $timeout = self::TIMEOUT ) {
		$headers = array( 'Accept' => 'application/json' );
		if ( '' !== $key ) {
			$headers['Authorization'] = 'Bearer ' . $key;
		}
		$arguments = array(
			'method'      => $method,
			'timeout'     => $timeout,
			'redirection' => 0,
			'headers'     => $headers,
		);
		if ( array() !== $body ) {
			$arguments['headers']['Content-Type'] = 'application/json';
			$arguments['body']                    = wp_json_encode( $body );
		}
		$response = wp_remote_request( $server . '/install/woocommerce/' . $path, $arguments );
		if ( is_wp_error( $response ) ) {
			return new WP_Error(
				'polyclerk_unreachable',
				/* translators: %s: what went wrong, in technical terms */
				sprintf( __( 'The Polyclerk server cannot be reached: %s', 'polyclerk' ), $response->get_error_message() )
			);
		}
		$status = (int) wp_remote_retrieve_response_code( $response );
		$answer = json_decode( wp_remote_retrieve_body( $response ), true );
		$answer = is_array( $answer ) ? $answer : array();
		if ( $status >= 200 && $status < 300 ) {
			return $answer;
		}
		$detail = isset( $answer['detail'] ) && is_string( $answer['detail'] ) ? $answer['detail'] : (string) $status;
		return new WP_Error(
			'polyclerk_' . $status,
			/* translators: %s: what the server says */
			sprintf( __( 'The Polyclerk server says: %s', 'polyclerk' ), $detail )
		);
	}

	/**
	 * Calls the server as this shop.
	 *
	 * @param string              $method  GET, POST or DELETE.
	 * @param string              $path    Below /install/woocommerce/.
	 * @param array<string,mixed> $body    Sent as JSON; none when empty.
	 * @param int                 $timeout In seconds.
	 * @return array<string,mixed>|WP_Error
	 */
	public static function ask( $method, $path, array $body = array(), $timeout = self::TIMEOUT ) {
		$connection = Polyclerk_Options::connection();
		if ( array() === $connection ) {
			return new WP_Error( 'polyclerk_not_connected', __( 'The shop is not connected.', 'polyclerk' ) );
		}
		return self::call( $method, $connection['server'], $path, $body, $connection['key'], $timeout );
	}

	/**
	 * Servers that the merchant entered: the one that is connected and the one that is being connected.
	 *
	 * @return string[]
	 */
	private static function servers() {
		$connection = Polyclerk_Options::connection();
		$pending    = Polyclerk_Options::pending();
		return array_filter(
			array(
				isset( $connection['server'] ) ? $connection['server'] : '',
				isset( $pending['server'] ) ? (string) $pending['server'] : '',
			)
		);
	}

	/**
	 * Whether an address lies on one of our servers.
	 *
	 * @param string $url Any address.
	 * @return bool
	 */
	private static function is_ours( $url ) {
		foreach ( self::servers() as $server ) {
			if ( 0 === strpos( $url, $server . '/' ) ) {
				return true;
			}
		}
		return false;
	}

	/**
	 * WooCommerce sends keys and webhooks to public hosts only; the server may be a private one.
	 *
	 * @param bool   $external Whether it is allowed already.
	 * @param string $host     Of the address.
	 * @param string $url      The address.
	 * @return bool
	 */
	public static function allow_host( $external, $host, $url = '' ) {
		return $external || self::is_ours( (string) $url );
	}

	/**
	 * And to a few ports only.
	 *
	 * @param int[]  $ports Allowed ones.
	 * @param string $host  Of the address.
	 * @param string $url   The address.
	 * @return int[]
	 */
	public static function allow_port( $ports, $host = '', $url = '' ) {
		$port = wp_parse_url( (string) $url, PHP_URL_PORT );
		if ( $port && self::is_ours( (string) $url ) ) {
			$ports[] = $port;
		}
		return $ports;
	}

	/**
	 * A server on this very machine has no certificate that anybody could check, and nobody is between.
	 *
	 * @param array<string,mixed> $arguments Of the request.
	 * @param string              $url       The address.
	 * @return array<string,mixed>
	 */
	public static function trust_own_machine( $arguments, $url ) {
		if ( self::is_ours( (string) $url ) && self::is_own_machine( (string) wp_parse_url( $url, PHP_URL_HOST ) ) ) {
			$arguments['sslverify'] = false;
		}
		return $arguments;
	}
}
