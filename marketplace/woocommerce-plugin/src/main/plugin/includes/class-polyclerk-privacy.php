<?php
/**
 * Personal data.
 *
 * @package Polyclerk
 */

defined( 'ABSPATH' ) || exit;

/**
 * Lets WordPress' own tools export and erase what the Polyclerk server holds about a customer.
 */
final class Polyclerk_Privacy {

	const MOST_ORDERS = 1000;

	/**
	 * Registers hooks.
	 */
	public static function hooks() {
		add_filter( 'wp_privacy_personal_data_exporters', array( __CLASS__, 'exporters' ) );
		add_filter( 'wp_privacy_personal_data_erasers', array( __CLASS__, 'erasers' ) );
		add_action( 'admin_init', array( __CLASS__, 'policy' ) );
	}

	/**
	 * Adds the exporter.
	 *
	 * @param array<string,mixed> $exporters All of them.
	 * @return array<string,mixed>
	 */
	public static function exporters( $exporters ) {
		$exporters['polyclerk'] = array(
			'exporter_friendly_name' => __( 'Polyclerk conversations', 'polyclerk' ),
			'callback'               => array( __CLASS__, 'export' ),
		);
		return $exporters;
	}

	/**
	 * Adds the eraser.
	 *
	 * @param array<string,mixed> $erasers All of them.
	 * @return array<string,mixed>
	 */
	public static function erasers( $erasers ) {
		$erasers['polyclerk'] = array(
			'eraser_friendly_name' => __( 'Polyclerk conversations', 'polyclerk' ),
			'callback'             => array( __CLASS__, 'erase' ),
		);
		return $erasers;
	}

	/**
	 * Exports the conversations of a customer.
	 *
	 * @param string $email Of the customer.
	 * @param int    $page  Only the first holds anything.
	 * @return array<string,mixed>
	 */
	public static function export( $email, $page = 1 ) {
		$nothing = array(
			'data' => array(),
			'done' => true,
		);
		if ( array() === Polyclerk_Options::connection() || (int) $page > 1 ) {
			return $nothing;
		}
		$answer = Polyclerk_Server::ask( 'POST', 'shop/privacy', self::person( 'export', $email ), 30 );
		if ( is_wp_error( $answer ) ) {
			// WordPress shows this and does not take an incomplete export for a complete one.
			return $answer;
		}
		$items = array();
		$found = isset( $answer['found']['conversations'] ) && is_array( $answer['found']['conversations'] ) ? $answer['found']['conversations'] : array();
		foreach ( $found as $talk ) {
			$items[] = array(
				'group_id'    => 'polyclerk',
				'group_label' => __( 'Polyclerk conversations', 'polyclerk' ),
				'item_id'     => 'polyclerk-' . sanitize_key( (string) $talk['id'] ),
				'data'        => self::rows( $talk ),
			);
		}
		return array(
			'data' => $items,
			'done' => true,
		);
	}

	/**
	 * A conversation as names and values.
	 *
	 * @param array<string,mixed> $talk From the server.
	 * @return array<int,array{name:string,value:string}>
	 */
	private static function rows( array $talk ) {
		$rows = array(
			array(
				'name'  => __( 'Begun', 'polyclerk' ),
				'value' => isset( $talk['begunAt'] ) ? esc_html( (string) $talk['begunAt'] ) : '',
			),
		);
		foreach ( isset( $talk['messages'] ) ? (array) $talk['messages'] : array() as $said ) {
			$rows[] = array(
				'name'  => (string) $said['at'] . ' ' . (string) $said['author'],
				'value' => self::words( isset( $said['contents'] ) ? (array) $said['contents'] : array() ),
			);
		}
		foreach ( isset( $talk['tickets'] ) ? (array) $talk['tickets'] : array() as $ticket ) {
			$rows[] = array(
				'name'  => __( 'Ticket', 'polyclerk' ),
				'value' => esc_html( (string) $ticket ),
			);
		}
		return $rows;
	}

	/**
	 * What was said, as text. WordPress writes values into HTML as they are.
	 *
	 * @param array<int,array<string,mixed>> $contents Of one message.
	 * @return string
	 */
	private static function words( array $contents ) {
		$words = array();
		foreach ( $contents as $content ) {
			foreach ( array( 'text', 'prompt', 'label', 'title', 'caption', 'kind' ) as $name ) {
				if ( isset( $content[ $name ] ) && is_string( $content[ $name ] ) && '' !== $content[ $name ] ) {
					$words[] = $content[ $name ];
					break;
				}
			}
		}
		return esc_html( implode( "\n", $words ) );
	}

	/**
	 * Erases what is held about a customer.
	 *
	 * @param string $email Of the customer.
	 * @param int    $page  All is done with the first.
	 * @return array<string,mixed>|WP_Error
	 */
	public static function erase( $email, $page = 1 ) {
		$nothing = array(
			'items_removed'  => false,
			'items_retained' => false,
			'messages'       => array(),
			'done'           => true,
		);
		if ( array() === Polyclerk_Options::connection() || (int) $page > 1 ) {
			return $nothing;
		}
		$answer = Polyclerk_Server::ask( 'POST', 'shop/privacy', self::person( 'erase', $email ), 30 );
		if ( is_wp_error( $answer ) ) {
			return $answer;
		}
		$outcome                  = isset( $answer['outcome'] ) && is_array( $answer['outcome'] ) ? $answer['outcome'] : array();
		$nothing['items_removed'] = array_sum( array_filter( $outcome, 'is_int' ) ) > 0;
		return $nothing;
	}

	/**
	 * Whose data is meant, as the shop knows them.
	 *
	 * @param string $kind  What is asked.
	 * @param string $email Of the customer.
	 * @return array<string,mixed>
	 */
	private static function person( $kind, $email ) {
		$user   = get_user_by( 'email', $email );
		$orders = array();
		if ( function_exists( 'wc_get_orders' ) ) {
			$wanted = array(
				'limit'  => self::MOST_ORDERS,
				'return' => 'ids',
			);
			$orders = wc_get_orders( array_merge( $wanted, array( 'billing_email' => $email ) ) );
			if ( $user ) {
				$orders = array_merge( $orders, wc_get_orders( array_merge( $wanted, array( 'customer_id' => $user->ID ) ) ) );
			}
		}
		return array(
			'kind'       => $kind,
			'email'      => $email,
			'customerId' => $user ? (string) $user->ID : '',
			'orders'     => array_slice( array_map( 'strval', array_values( array_unique( $orders ) ) ), 0, self::MOST_ORDERS ),
		);
	}

	/**
	 * Suggests text for the privacy policy.
	 */
	public static function policy() {
		if ( function_exists( 'wp_add_privacy_policy_content' ) ) {
			wp_add_privacy_policy_content(
				'Polyclerk',
				wp_kses_post(
					'<p>' . __( 'When you write to us in the chat or in a messenger, an automated assistant (Polyclerk) answers first. It processes what you write, pictures and voice messages that you send, the language of your device and, when you are signed in, your customer number, so that it can find your orders. The conversation is kept so that our team can help you. You can ask for a person at any time, and ask us for a copy of your conversations or to erase them.', 'polyclerk' ) . '</p>'
				)
			);
		}
	}
}
